"""Partners as they are stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import Extras, JsonType


class Partner(SQLModel, table=True):
    """One row of the table `partenaires`; `contact_id` is the person who speaks for it."""

    id: str = Field(primary_key=True)
    contact_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    position: int = Field(sa_type=BigInteger, default=0)
    name: str
    kind: str = ""
    commune: str = ""
    postal_code: str = ""
    insee: str = ""
    offer: str = ""
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
