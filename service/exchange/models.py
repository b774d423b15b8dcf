"""Uploaded networks between preview and commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType


class ImportDraft(SQLModel, table=True):
    """A file that was uploaded and read, and is kept for a day until somebody commits it."""

    __tablename__ = "import_draft"

    id: str = Field(primary_key=True)
    file_name: str
    content: bytes
    state: str
    faults: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    warnings: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    job_id: str | None = Field(default=None, foreign_key="job.id", ondelete="SET NULL")
    created_by: str | None = None
    created_at: datetime
    expires_at: datetime = Field(index=True)
