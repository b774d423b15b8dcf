"""Consents, erasures, and the counts that outlive them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType


class Consent(SQLModel, table=True):
    """The legal basis of one purpose for one person, and since when; a withdrawal ends the row, it does not erase it."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    purpose: str
    basis: str
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None = None


class Erasure(SQLModel, table=True):
    """Somebody who was erased: identifiers only, replayed over a backup that still knows them.

    Attributes
    ----------
    left : dict
        What lies outside the tables, or may still arrive in them from work under way: digests of texts and addresses,
        names of message files. Emptied when everything is done.
    cleaned_at : datetime or None
        When that was removed for the first time.
    finished_at : datetime or None
        When it was looked for once more, a while later, and forgotten.
    """

    id: str = Field(primary_key=True)
    erased_at: datetime
    identifiers: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    left: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    cleaned_at: datetime | None = None
    finished_at: datetime | None = Field(default=None, index=True)


class KeptCount(SQLModel, table=True):
    """How often something happened in a month, counted before the people it happened to were erased."""

    __tablename__ = "kept_count"

    month: date = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    label: str = Field(primary_key=True)
    number: int
