"""Queueing messages: written in the transaction of what they tell of, sent by the worker afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.database.base import new_id
from service.mail.models import OutgoingMessage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def send(
    session: Session, now: datetime, recipient: str, subject: str, body: str, person_id: str | None = None
) -> None:
    """Queue one e-mail; nobody is written to without an address.

    Parameters
    ----------
    subject : str
        Kept after the message was sent: it names nobody. Always one line.
    person_id : str or None
        Whom it is about, so that erasing the person erases the message.
    """
    if not recipient:
        return
    session.add(
        OutgoingMessage(
            id=new_id("M"),
            recipient=recipient,
            person_id=person_id,
            subject=" ".join(subject.split()),
            body=body,
            created_at=now,
            next_try_at=now,
        )
    )
