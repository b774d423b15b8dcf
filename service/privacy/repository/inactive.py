"""Finding who has been away, and who came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def candidates(session: Session, active_before: datetime, after_id: str, limit: int) -> list[str]:
    """Return people who were last active before a moment and are not archived, by identifier."""
    statement = (
        select(Person.id)
        .where(
            col(Person.archived_at).is_(None), col(Person.last_active_at) <= active_before, col(Person.id) > after_id
        )
        .order_by(col(Person.id))
        .limit(limit)
    )
    return list(session.exec(statement).all())


def returned(session: Session, limit: int) -> list[str]:
    """Return archived people who have been active since."""
    statement = select(Person.id).where(
        col(Person.archived_at).is_not(None), col(Person.last_active_at) > col(Person.archived_at)
    )
    return list(session.exec(statement.order_by(col(Person.id)).limit(limit)).all())
