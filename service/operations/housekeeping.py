"""Once an hour, what nobody needs any more is deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import col, delete, or_, select

from service.accounts import repository as accounts
from service.changes import feed
from service.database.connection import writing
from service.exchange.models import ImportDraft
from service.jobs.models import Job
from service.mail.models import OutgoingMessage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.clock import Clock
    from service.settings import Settings

_EVERY: Final = timedelta(hours=1)
MESSAGES_KEPT: Final = timedelta(days=30)


class Housekeeping:
    """Deletes expired sessions, links, tokens and import drafts, old messages, and changes everybody has seen."""

    name = "housekeeping"

    def __init__(self, settings: Settings, database: Engine, clock: Clock) -> None:
        del settings
        self._database = database
        self._clock = clock
        self._last: datetime | None = None

    def run(self) -> bool:
        """Delete what is due, once an hour; return whether there was anything."""
        now = self._clock()
        if self._last is not None and now - self._last < _EVERY:
            return False
        with writing(self._database) as session:
            number = sweep(session, now)
        self._last = now
        return number > 0


def sweep(session: Session, now: datetime) -> int:
    """Delete what nobody needs any more at this moment, and return how many rows that were."""
    at_work = select(Job.id).where(col(Job.state).in_(("queued", "running")))
    statements = (
        # A draft that is being committed at this moment is not taken from under the job.
        delete(ImportDraft).where(
            col(ImportDraft.expires_at) <= now,
            or_(col(ImportDraft.job_id).is_(None), col(ImportDraft.job_id).not_in(at_work)),
        ),
        # Sent, or given up: both have no next try.
        delete(OutgoingMessage).where(
            col(OutgoingMessage.next_try_at).is_(None), col(OutgoingMessage.created_at) <= now - MESSAGES_KEPT
        ),
    )
    swept = sum(session.exec(statement).rowcount for statement in statements)
    return swept + accounts.purge(session, now) + feed.prune(session)
