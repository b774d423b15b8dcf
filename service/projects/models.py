"""Projects and their needs as they are stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import Extras, JsonType


class Project(SQLModel, table=True):
    """One row of the table `projets`; `holder` is the text of the table, `holder_id` the person who may act for it."""

    id: str = Field(primary_key=True)
    holder_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    collective_id: str | None = Field(default=None, foreign_key="collective.id", index=True)
    position: int = Field(sa_type=BigInteger, default=0)
    title: str
    holder: str = ""
    description: str = ""
    commune: str = ""
    postal_code: str = ""
    insee: str = ""
    sector: int | None = None
    stage: str
    amount_sought: float = 0.0
    legal_form: str = ""
    email: str = ""
    amount_obtained: float = 0.0
    kind: str | None = None
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None


class Need(SQLModel, table=True):
    """One row of the table `besoins`."""

    id: str = Field(primary_key=True)
    project_id: str = Field(foreign_key="project.id", index=True)
    position: int = Field(sa_type=BigInteger, default=0)
    text: str
    priority: int
    deadline: date | None = None
    mentors_wanted: int = 1
    skills: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False, server_default="[]"))
    extras: Extras = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
