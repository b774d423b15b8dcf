"""Reading and finding investors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.investors.models import Investor
from service.paging import Page, page_of
from service.registry.repository import is_ended

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> Investor | None:
    """Return an investor, None where there is none."""
    return session.get(Investor, id)


def of_contact(session: Session, person_id: str) -> list[Investor]:
    """Return the investors for whom a person speaks."""
    return list(session.exec(select(Investor).where(Investor.contact_id == person_id)).all())


def page(
    session: Session, after: str | None, limit: int, *, archived: bool, contact_id: str | None = None
) -> Page[Investor]:
    """Return one page of investors, by identifier; of those for whom a person speaks where one is given."""
    statement = select(Investor).where(is_ended(Investor.archived_at, ended=archived))
    if contact_id is not None:
        statement = statement.where(Investor.contact_id == contact_id)
    return page_of(session, statement, [Investor.id], after, limit, lambda investor: investor)
