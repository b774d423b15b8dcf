"""The judged suggestions that the ranker learns from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.pairings.models import TrainingRow

if TYPE_CHECKING:
    from sqlmodel import Session


def rows(session: Session, after: str, limit: int) -> list[TrainingRow]:
    """Return up to `limit` rows behind the pairing `after`, by pairing: an order that tells nothing."""
    statement = (
        select(TrainingRow)
        .where(col(TrainingRow.pairing_id) > after)
        .order_by(col(TrainingRow.pairing_id))
        .limit(limit)
    )
    return list(session.exec(statement).all())
