"""How long the queues are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlmodel import col, func, select

from service.changes import feed
from service.jobs.models import Job
from service.mail.models import OutgoingMessage
from service.matching.models import TextTask

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

_STATES: Final = ("queued", "running", "done", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Lengths:
    """What waits, at one moment.

    Attributes
    ----------
    texts, messages : int
        How many wait; `oldest_text` and `oldest_message` are the ages of the oldest, in seconds, 0 where none waits.
    failing, given_up, sent : int
        Messages that will be tried again, that will not, and that went out.
    jobs : dict
        Number of jobs by state.
    revision : int
        Number of the last change of the network.
    """

    texts: int
    oldest_text: float
    messages: int
    oldest_message: float
    failing: int
    given_up: int
    sent: int
    jobs: dict[str, int]
    revision: int


def lengths(session: Session, now: datetime) -> Lengths:
    """Return how long the queues are."""
    texts, first_text = session.exec(select(func.count(), func.min(TextTask.queued_at)).select_from(TextTask)).one()
    waiting = col(OutgoingMessage.sent_at).is_(None), col(OutgoingMessage.next_try_at).is_not(None)
    messages, first_message = session.exec(
        select(func.count(), func.min(OutgoingMessage.created_at)).select_from(OutgoingMessage).where(*waiting)
    ).one()
    jobs = dict(session.exec(select(Job.state, func.count()).group_by(col(Job.state))).all())
    return Lengths(
        texts=texts,
        oldest_text=_age(first_text, now),
        messages=messages,
        oldest_message=_age(first_message, now),
        failing=_messages(session, *waiting, col(OutgoingMessage.tries) > 0),
        given_up=_messages(session, col(OutgoingMessage.sent_at).is_(None), col(OutgoingMessage.next_try_at).is_(None)),
        sent=_messages(session, col(OutgoingMessage.sent_at).is_not(None)),
        jobs={state: jobs.get(state, 0) for state in _STATES},
        revision=feed.last_number(session),
    )


def _messages(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(OutgoingMessage).where(*conditions)).one()


def _age(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())
