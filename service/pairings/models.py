"""From a suggestion to its outcome."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType


class Pairing(SQLModel, table=True):
    """One suggestion that the team took up: somebody of the network for a need or a project.

    Attributes
    ----------
    kind : str
        `mentor`, `investor` or `partner`; one of the three identifiers is set accordingly.
    state : str
        See `service.pairings.states`.
    run_id, run_position : str, int
        Where the suggestion was shown; empty for a pairing that the team made on its own.
    position : int
        When it was created, in microseconds: lists begin with the newest.
    alternate_of : str or None
        The suggestion that this one stands in for, if that one does not come about; `alternate_rank` orders all those
        that stand in for the same one.
    revision : int
        Counts moves: two people who decide at once do not both win.
    """

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    state: str = Field(index=True)
    position: int = Field(sa_type=BigInteger, default=0, index=True)
    need_id: str | None = Field(default=None, foreign_key="need.id", ondelete="CASCADE", index=True)
    project_id: str = Field(foreign_key="project.id", ondelete="CASCADE", index=True)
    mentor_id: str | None = Field(default=None, foreign_key="mentor.id", ondelete="CASCADE", index=True)
    investor_id: str | None = Field(default=None, foreign_key="investor.id", ondelete="CASCADE", index=True)
    partner_id: str | None = Field(default=None, foreign_key="partner.id", ondelete="CASCADE", index=True)
    run_id: str | None = Field(default=None, foreign_key="run.id", ondelete="SET NULL", index=True)
    run_position: int | None = None
    score: float | None = None
    encoder: str = ""
    ranker: str = ""
    alternate_of: str | None = Field(default=None, foreign_key="pairing.id", ondelete="SET NULL", index=True)
    alternate_rank: int = 0
    message: str = ""
    reason: str | None = None
    comment: str = ""
    created_at: datetime
    created_by: str | None = None
    asked_at: datetime | None = None
    due_at: datetime | None = Field(default=None, index=True)
    reminded_at: datetime | None = None
    answered_at: datetime | None = None
    agreed_at: datetime | None = None
    closed_at: datetime | None = None
    revision: int = 0


class Feedback(SQLModel, table=True):
    """How one side rates what was done together, 1 to 5; `side` is `mentor` or `holder`."""

    pairing_id: str = Field(primary_key=True, foreign_key="pairing.id", ondelete="CASCADE")
    side: str = Field(primary_key=True)
    rating: int
    comment: str = ""
    created_at: datetime


class TrainingRow(SQLModel, table=True):
    """One judged suggestion for the ranker: what was known when it was shown, and what came of it. No text, no name."""

    __tablename__ = "training_row"

    pairing_id: str = Field(primary_key=True, foreign_key="pairing.id", ondelete="CASCADE")
    kind: str
    need_id: str | None = None
    project_id: str
    party_id: str = Field(index=True)
    signals: dict[str, float] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    score: float | None = None
    position: int | None = None
    shown: int | None = None
    encoder: str = ""
    ranker: str = ""
    outcome: str
    reason: str | None = None
    mentor_rating: int | None = None
    holder_rating: int | None = None
    shown_at: datetime | None = None
    decided_at: datetime
