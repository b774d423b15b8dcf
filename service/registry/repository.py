"""Queries that are the same for every kind of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col

from service.matching import repository as matching

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session


def waiting(session: Session, kind: str, ids: Iterable[str]) -> set[str]:
    """Return those entries whose texts are still to be embedded."""
    return matching.waiting(session, kind, ids).get(kind, set())


def is_ended(since: datetime | None, *, ended: bool) -> ColumnElement[bool]:
    """Return the condition that a column such as `archived_at` is filled, or empty."""
    return col(since).is_not(None) if ended else col(since).is_(None)
