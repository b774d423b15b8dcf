"""Collectives: people who carry a project together."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Collective(SQLModel, table=True):
    """A group of people, with or without a legal existence."""

    id: str = Field(primary_key=True)
    name: str
    description: str = ""
    created_at: datetime
    updated_at: datetime


class CollectiveMember(SQLModel, table=True):
    """Somebody who belongs to a collective, and may act for its projects."""

    __tablename__ = "collective_member"

    collective_id: str = Field(primary_key=True, foreign_key="collective.id", ondelete="CASCADE")
    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE", index=True)
    joined_on: date
