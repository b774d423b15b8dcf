"""Meetings between a mentor and a project holder, as they are noted."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Meeting(SQLModel, table=True):
    """One meeting of a pairing; `noted_by` is the side that noted it: `mentor`, `holder` or `team`."""

    id: str = Field(primary_key=True)
    pairing_id: str = Field(foreign_key="pairing.id", ondelete="CASCADE", index=True)
    held_on: date
    place: str = ""
    note: str = ""
    created_by: str | None = None
    noted_by: str = "team"
    created_at: datetime
