"""People, and their membership of the network."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Person(SQLModel, table=True):
    """Somebody. Contact details stand here and nowhere else.

    `adult` is what a date of birth told when it was asked; the date itself is not kept.
    """

    id: str = Field(primary_key=True)
    name: str
    email: str = Field(default="", index=True)
    phone: str = ""
    adult: bool | None = None
    created_at: datetime
    last_active_at: datetime = Field(index=True)
    objected_at: datetime | None = None
    warned_month_at: datetime | None = None
    warned_week_at: datetime | None = None
    archived_at: datetime | None = None


class Membership(SQLModel, table=True):
    """A stretch of time during which somebody belonged to the network, and the charter that they accepted."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    charter_version: str
    charter_accepted_on: date
    joined_on: date
    left_on: date | None = None
