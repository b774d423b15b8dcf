"""What time it is, behind one seam, so that a test can let a week go by without waiting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""Gives the current moment, aware and in UTC."""


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


def local_day(moment: datetime) -> date:
    """Return the calendar day of the machine's own time zone, which is the users' one: pauses and deadlines end on it."""
    return moment.astimezone().date()
