"""Conflicts of interest: who must not be brought together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import Extras, JsonType


class Conflict(SQLModel, table=True):
    """One row of the table `conflits`: a mentor, investor or partner against a project or against another of them."""

    id: str = Field(primary_key=True)
    party_id: str = Field(index=True)
    project_id: str | None = Field(default=None, foreign_key="project.id", ondelete="CASCADE", index=True)
    other_party_id: str | None = Field(default=None, index=True)
    reason: str = ""
    position: int = Field(sa_type=BigInteger, default=0)
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
