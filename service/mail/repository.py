"""Finding the messages that are due, and noting what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select, update

from service.mail.models import OutgoingMessage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def due(session: Session, now: datetime, most: int) -> list[OutgoingMessage]:
    """Return messages that are to leave by now, those that wait longest first."""
    statement = (
        select(OutgoingMessage)
        .where(col(OutgoingMessage.next_try_at) <= now)
        .order_by(col(OutgoingMessage.next_try_at), col(OutgoingMessage.id))
        .limit(most)
    )
    return list(session.exec(statement).all())


def claim(session: Session, message: OutgoingMessage, until: datetime) -> bool:
    """Take one try of a message for oneself; False when another process took it, or erased it, in between."""
    claimed = (
        update(OutgoingMessage)
        .where(col(OutgoingMessage.id) == message.id, col(OutgoingMessage.next_try_at) == message.next_try_at)
        .values(next_try_at=until, tries=col(OutgoingMessage.tries) + 1)
    )
    return session.exec(claimed).rowcount == 1


def note_sent(session: Session, id: str, now: datetime) -> None:
    """Note that a message left, and forget what it said and to whom."""
    _note(session, id, sent_at=now, next_try_at=None, failure="", recipient="", body="")


def note_failure(session: Session, id: str, reason: str, next_try_at: datetime | None) -> None:
    """Note why a message did not leave; without another try its text, which holds a link that opens, is forgotten."""
    _note(session, id, failure=reason, next_try_at=next_try_at, **({} if next_try_at else {"body": ""}))


def _note(session: Session, id: str, **values: object) -> None:
    session.exec(update(OutgoingMessage).where(col(OutgoingMessage.id) == id).values(**values))
