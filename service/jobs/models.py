"""Long work: what is asked, how far it is, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType


class Job(SQLModel, table=True):
    """One piece of long work; `state` is `queued`, `running`, `done`, `failed` or `cancelled`.

    Attributes
    ----------
    worker : str
        The process that runs it, "" while nobody does.
    attempts : int
        How often it was begun.
    heartbeat_at : datetime or None
        When the worker was last heard of.
    """

    id: str = Field(primary_key=True)
    kind: str
    state: str = Field(index=True)
    done: int = 0
    total: int = 0
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    result: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonType))
    failure: str = ""
    cancel_asked: bool = False
    created_by: str | None = None
    created_at: datetime
    started_at: datetime | None = None
    worker: str = ""
    attempts: int = 0
    heartbeat_at: datetime | None = None
    finished_at: datetime | None = None
