"""Rankings as they were shown, and vectors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from service.database.base import JsonType

DIMENSION = 384


class Run(SQLModel, table=True):
    """One ranking that was asked for and shown. `kind` is `mentor`, `investor` or `partner`.

    `position` is when, in microseconds: lists begin with the newest. `understood_as` and `said` are the fine skills that
    the need was taken to be about, and those among them that a person had said, as they were shown.
    """

    id: str = Field(primary_key=True)
    kind: str
    position: int = Field(sa_type=BigInteger, default=0)
    need_id: str | None = Field(default=None, foreign_key="need.id", ondelete="CASCADE", index=True)
    project_id: str = Field(foreign_key="project.id", ondelete="CASCADE", index=True)
    asked_by: str | None = None
    asked_at: datetime
    encoder: str
    ranker: str
    asked_for: int
    threshold: float
    best_score: float
    understood_as: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JsonType, nullable=False, server_default="[]")
    )
    said: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JsonType, nullable=False, server_default="[]")
    )


class Shown(SQLModel, table=True):
    """One suggestion of a run, at the position (from 1) where it was shown.

    `rests_on` names the signal behind each reservation: not everybody may read all of them.
    """

    run_id: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    mentor_id: str | None = Field(default=None, foreign_key="mentor.id", ondelete="CASCADE", index=True)
    investor_id: str | None = Field(default=None, foreign_key="investor.id", ondelete="CASCADE", index=True)
    partner_id: str | None = Field(default=None, foreign_key="partner.id", ondelete="CASCADE", index=True)
    score: float
    signals: dict[str, float] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    reasons: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    reservations: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    counterfactual: str = ""
    rests_on: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))


class TextVector(SQLModel, table=True):
    """The vector of a text, float32, by model and by a digest of the text: the table holds nobody's words."""

    __tablename__ = "text_vector"

    model: str = Field(primary_key=True)
    key: bytes = Field(primary_key=True)
    vector: bytes


class TextTask(SQLModel, table=True):
    """A mentor, need, project, investor or partner whose texts are still to be embedded: the queue of the worker."""

    __tablename__ = "text_task"

    kind: str = Field(primary_key=True)
    entity_id: str = Field(primary_key=True)
    queued_at: datetime = Field(index=True)


def _graph(name: str, rows: str) -> Index:
    return Index(
        name,
        "vector",
        postgresql_using="hnsw",
        postgresql_ops={"vector": "halfvec_ip_ops"},
        postgresql_with={"m": 16, "ef_construction": 64},
        postgresql_where=text(rows),
    )


class MentorVector(SQLModel, table=True):
    """One vector of a mentor's profile for the candidate search of PostgreSQL; part 0 is the whole profile."""

    __tablename__ = "mentor_vector"
    __table_args__ = (
        _graph("ix_mentor_vector_whole", "part = 0"),
        _graph("ix_mentor_vector_passage", "part > 0"),
        {"info": {"only": "postgresql"}},
    )

    mentor_id: str = Field(primary_key=True, foreign_key="mentor.id", ondelete="CASCADE")
    part: int = Field(primary_key=True)
    model: str
    vector: list[float] = Field(sa_column=Column(HALFVEC(DIMENSION), nullable=False))
