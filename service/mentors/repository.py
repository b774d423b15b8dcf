"""Reading and finding mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.mentors.models import Mentor
from service.paging import Page, page_of
from service.people.models import Person
from service.registry.repository import is_ended

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> tuple[Mentor, Person] | None:
    """Return a mentor with the person, None where there is none."""
    return session.exec(select(Mentor, Person).join(Person).where(Mentor.id == id)).first()


def of_person(session: Session, person_id: str) -> list[Mentor]:
    """Return the mentor that a person is: none or one."""
    return list(session.exec(select(Mentor).where(Mentor.person_id == person_id)).all())


def page(
    session: Session, after: str | None, limit: int, *, archived: bool = False, person_id: str | None = None
) -> Page[Mentor]:
    """Return one page of mentors, by identifier; of one person where one is given."""
    statement = select(Mentor).where(is_ended(Mentor.archived_at, ended=archived))
    if person_id is not None:
        statement = statement.where(Mentor.person_id == person_id)
    return page_of(session, statement, [Mentor.id], after, limit, lambda mentor: mentor)
