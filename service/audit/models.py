"""The audit log: append-only, by a trigger of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType, Serial


class AuditEntry(SQLModel, table=True):
    """Who did what to which thing. `before` and `after` hold states and numbers, never texts, names or addresses."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    at: datetime = Field(index=True)
    actor: str
    action: str
    kind: str
    entity_id: str = Field(index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonType))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonType))
    request_id: str | None = None
