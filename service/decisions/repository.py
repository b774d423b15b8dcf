"""Reading and finding past decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.decisions.models import Decision
from service.mentors.models import Mentor
from service.paging import Page, page_of
from service.projects.models import Need

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: int) -> Decision | None:
    """Return a decision, None where there is none."""
    return session.get(Decision, id)


def page(
    session: Session, after: str | None, limit: int, *, need_id: str | None, mentor_id: str | None
) -> Page[Decision]:
    """Return one page of decisions, the last entered first; of one need, of one mentor, or of both."""
    statement = select(Decision)
    if need_id is not None:
        statement = statement.where(Decision.need_id == need_id)
    if mentor_id is not None:
        statement = statement.where(Decision.mentor_id == mentor_id)
    return page_of(session, statement, [Decision.id], after, limit, lambda decision: decision, descending=True)


def is_need(session: Session, id: str) -> bool:
    """Tell whether a need bears an identifier."""
    return session.get(Need, id) is not None


def is_mentor(session: Session, id: str) -> bool:
    """Tell whether a mentor bears an identifier."""
    return session.get(Mentor, id) is not None
