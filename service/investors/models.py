"""Investors as they are stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import Extras, JsonType


class Investor(SQLModel, table=True):
    """One row of the table `investisseurs`; `contact_id` is the person who speaks for it."""

    id: str = Field(primary_key=True)
    contact_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    position: int = Field(sa_type=BigInteger, default=0)
    name: str
    kind: str
    commune: str = ""
    postal_code: str = ""
    insee: str = ""
    radius_km: float
    ticket_min: float = 0.0
    ticket_max: float
    instruments: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    sectors: list[int] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    criteria: str = ""
    stages: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    legal_forms: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    available: float | None = None
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
