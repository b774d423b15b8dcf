"""Reading and finding mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.matching.models import TextTask
from service.mentors.models import Mentor
from service.paging import Page, page_of
from service.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from service.mentors.schemas import MentorCard, MentorView


def find(session: Session, id: str) -> tuple[Mentor, Person] | None:
    """Return a mentor with the person, None where there is none."""
    return session.exec(select(Mentor, Person).join(Person).where(Mentor.id == id)).first()


def of_person(session: Session, person_id: str) -> list[Mentor]:
    """Return the mentor that a person is: none or one."""
    return list(session.exec(select(Mentor).where(Mentor.person_id == person_id)).all())


def waiting(session: Session, id: str) -> bool:
    """Tell whether a mentor's texts are still to be embedded."""
    return session.get(TextTask, ("mentor", id)) is not None


def page(
    session: Session,
    after: str | None,
    limit: int,
    show: Callable[[Mentor], MentorCard | MentorView],
    *,
    archived: bool = False,
) -> Page[MentorCard | MentorView]:
    """Return one page of mentors, by identifier."""
    statement = select(Mentor).where(
        col(Mentor.archived_at).is_not(None) if archived else col(Mentor.archived_at).is_(None)
    )
    return page_of(session, statement, [Mentor.id], after, limit, show)


def people(session: Session, ids: list[str]) -> dict[str, Person]:
    """Return the people with these identifiers."""
    return {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(ids))).all()}
