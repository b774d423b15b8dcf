"""Reading and finding partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.paging import Page, page_of
from service.partners.models import Partner
from service.registry.repository import is_ended

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> Partner | None:
    """Return a partner, None where there is none."""
    return session.get(Partner, id)


def page(
    session: Session, after: str | None, limit: int, *, archived: bool, contact_id: str | None = None
) -> Page[Partner]:
    """Return one page of partners, by identifier; of those for whom a person speaks where one is given."""
    statement = select(Partner).where(is_ended(Partner.archived_at, ended=archived))
    if contact_id is not None:
        statement = statement.where(Partner.contact_id == contact_id)
    return page_of(session, statement, [Partner.id], after, limit, lambda partner: partner)
