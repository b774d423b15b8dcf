"""Meetings between a mentor and a project holder, as they are noted."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Meeting(SQLModel, table=True):
    """One meeting of a pairing."""

    id: str = Field(primary_key=True)
    pairing_id: str = Field(foreign_key="pairing.id", ondelete="CASCADE", index=True)
    held_on: date
    place: str = ""
    note: str = ""
    created_by: str | None = None
    created_at: datetime
