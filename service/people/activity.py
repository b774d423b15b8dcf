"""Who is really active: what somebody does themselves puts off their archiving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, update

from service.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def touch(session: Session, person_id: str, now: datetime) -> None:
    """Note that a person was active: they logged in, answered, or changed something of their own."""
    session.exec(
        update(Person)
        .where(col(Person.id) == person_id)
        .values(last_active_at=now, warned_month_at=None, warned_week_at=None)
    )
