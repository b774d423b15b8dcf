"""Mentors as they are stored; name, e-mail and telephone are those of their person."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import Extras, JsonType


class Mentor(SQLModel, table=True):
    """One row of the table `benevoles`; attributes as in `ptce_match.network.Mentor`."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    position: int = Field(sa_type=BigInteger, default=0)
    status: str
    commune: str = ""
    postal_code: str = ""
    insee: str = ""
    radius_km: float
    hours_per_month: float
    capacity: int
    tags: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    sectors: list[int] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    profile: str = ""
    paused_until: date | None = None
    refusals: str = ""
    remote: bool | None = None
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
