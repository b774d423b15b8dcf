"""Uploaded networks between preview and commit, and the team's own columns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType


class ImportDraft(SQLModel, table=True):
    """A file that was uploaded and read, and is kept for a day until somebody commits it.

    Attributes
    ----------
    form : str
        What `content` is: `xlsx`, `ods`, or `zip` for CSV files.
    state : str
        `ready`, `faulty` or `committed`; once committed, the content is gone.
    faults, warnings : list of dict
        What was found, the first ones of each; `counts` tells how many there are.
    """

    __tablename__ = "import_draft"

    id: str = Field(primary_key=True)
    file_name: str
    form: str
    content: bytes
    state: str
    faults: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    warnings: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    job_id: str | None = Field(default=None, foreign_key="job.id", ondelete="SET NULL")
    created_by: str | None = None
    created_at: datetime
    expires_at: datetime = Field(index=True)


class OwnColumn(SQLModel, table=True):
    """A column that the team's tables have on top of the contract: where it stands, and where its cells are.

    A row keeps its cells in `extras`, by `key`: the title, unless two columns of one table have the same.
    """

    __tablename__ = "own_column"

    table: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    title: str
    place: int
