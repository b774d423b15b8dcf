"""People, and their membership of the network."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from service.people.names import folded


def _folded_as_inserted(context: Any) -> str:
    return folded(context.get_current_parameters()["name"])


class Person(SQLModel, table=True):
    """Somebody. Contact details stand here and nowhere else.

    `adult` is what a date of birth told when it was asked; the date itself is not kept. `folded_name` follows `name`
    by itself.
    """

    id: str = Field(primary_key=True)
    name: str
    folded_name: str = Field(default="", sa_column_kwargs={"default": _folded_as_inserted})
    email: str = Field(default="", index=True)
    phone: str = ""
    adult: bool | None = None
    created_at: datetime
    updated_at: datetime | None = None
    last_active_at: datetime = Field(index=True)
    objected_at: datetime | None = None
    warned_month_at: datetime | None = None
    warned_week_at: datetime | None = None
    archived_at: datetime | None = None


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _fold_name(_mapper: object, _connection: object, person: Person) -> None:
    person.folded_name = folded(person.name)


class Membership(SQLModel, table=True):
    """A stretch of time during which somebody belonged to the network, and the charter that they accepted."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    charter_version: str
    charter_accepted_on: date
    joined_on: date
    left_on: date | None = None
