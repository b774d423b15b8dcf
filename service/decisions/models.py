"""What was decided about a need and a mentor: the table `historique`, which the engine reads."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import Extras, JsonType, Serial


class Decision(SQLModel, table=True):
    """One row of `historique`; rows that a pairing wrote name it."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    need_id: str = Field(foreign_key="need.id", ondelete="CASCADE", index=True)
    mentor_id: str = Field(foreign_key="mentor.id", ondelete="CASCADE", index=True)
    position: int = Field(sa_type=BigInteger, default=0)
    date: datetime.date
    outcome: str
    reason: str = ""
    rating: int | None = None
    pairing_id: str | None = Field(default=None, foreign_key="pairing.id", ondelete="SET NULL", index=True)
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
