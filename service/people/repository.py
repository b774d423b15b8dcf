"""Reading and finding people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.paging import Page, page_of
from service.people.models import Membership, Person
from service.people.names import folded
from service.registry.repository import is_ended

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session


def find(session: Session, id: str) -> Person | None:
    """Return a person, None where there is none."""
    return session.get(Person, id)


def by_id(session: Session, ids: Iterable[str | None]) -> dict[str, Person]:
    """Return the people with these identifiers."""
    wanted = [each for each in ids if each]
    if not wanted:
        return {}
    return {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(wanted))).all()}


def page(session: Session, after: str | None, limit: int, *, name: str, archived: bool) -> Page[Person]:
    """Return one page of the people in whose name these words occur, in any order, case and accents apart."""
    statement = select(Person).where(is_ended(Person.archived_at, ended=archived))
    for word in folded(name).split():
        statement = statement.where(col(Person.folded_name).contains(word, autoescape=True))
    return page_of(session, statement, [Person.id], after, limit, lambda person: person)


def hold(session: Session, id: str) -> bool:
    """Keep others from writing about a person until this transaction ends; tell whether there is such a person."""
    return session.exec(select(Person.id).where(Person.id == id).with_for_update()).first() is not None


def memberships(session: Session, person_id: str, after: str | None, limit: int) -> Page[Membership]:
    """Return one page of a person's memberships."""
    statement = select(Membership).where(Membership.person_id == person_id)
    return page_of(session, statement, [Membership.id], after, limit, lambda membership: membership)


def membership(session: Session, person_id: str, id: str) -> Membership | None:
    """Return one membership of a person, None where there is none."""
    return session.exec(select(Membership).where(Membership.id == id, Membership.person_id == person_id)).first()


def open_membership(session: Session, person_id: str) -> Membership | None:
    """Return the membership that has not ended, None where there is none."""
    chosen = select(Membership).where(Membership.person_id == person_id, col(Membership.left_on).is_(None))
    return session.exec(chosen.order_by(col(Membership.id))).first()
