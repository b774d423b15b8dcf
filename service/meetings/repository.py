"""Finding meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from service.meetings.models import Meeting

if TYPE_CHECKING:
    from sqlmodel import Session


def of_pairing(session: Session, pairing_id: str) -> list[Meeting]:
    """Return the meetings of a pairing, oldest first."""
    statement = select(Meeting).where(Meeting.pairing_id == pairing_id)
    return list(session.exec(statement.order_by(col(Meeting.held_on), col(Meeting.created_at), Meeting.id)).all())


def count(session: Session, pairing_id: str) -> int:
    """Return how many meetings a pairing has."""
    return session.exec(select(func.count()).where(col(Meeting.pairing_id) == pairing_id)).one()
