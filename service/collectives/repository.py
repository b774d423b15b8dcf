"""Reading and finding collectives and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.collectives.models import Collective, CollectiveMember
from service.paging import Page, page_of

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> Collective | None:
    """Return a collective, None where there is none."""
    return session.get(Collective, id)


def member(session: Session, collective_id: str, person_id: str) -> CollectiveMember | None:
    """Return somebody's belonging to a collective, None where they are no member."""
    return session.get(CollectiveMember, (collective_id, person_id))


def page(session: Session, after: str | None, limit: int, *, person_id: str | None = None) -> Page[Collective]:
    """Return one page of collectives, by identifier; of those that a person belongs to where one is given."""
    statement = select(Collective)
    if person_id is not None:
        mine = select(CollectiveMember.collective_id).where(CollectiveMember.person_id == person_id)
        statement = statement.where(col(Collective.id).in_(mine))
    return page_of(session, statement, [Collective.id], after, limit, lambda collective: collective)


def members(session: Session, collective_id: str, after: str | None, limit: int) -> Page[CollectiveMember]:
    """Return one page of the members of a collective."""
    statement = select(CollectiveMember).where(CollectiveMember.collective_id == collective_id)
    return page_of(session, statement, [CollectiveMember.person_id], after, limit, lambda member: member)
