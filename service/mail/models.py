"""Messages on their way out: written with what they tell of, sent by the worker."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class OutgoingMessage(SQLModel, table=True):
    """One e-mail. Its text is deleted once it has been sent."""

    __tablename__ = "outgoing_message"

    id: str = Field(primary_key=True)
    recipient: str
    person_id: str | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    subject: str
    body: str
    created_at: datetime
    next_try_at: datetime | None = Field(default=None, index=True)
    tries: int = 0
    sent_at: datetime | None = None
    failure: str = ""
