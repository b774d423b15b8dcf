"""Sending what is queued.

Each message is claimed, handed over, then marked, in that order and one by one: a crash in between sends it again a few
minutes later, so once too often at worst, and never too few times.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from structlog import get_logger

from service.database.connection import reading, writing
from service.mail import repository
from service.mail.carriers import NotSentError, carrier

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from service.clock import Clock
    from service.mail.carriers import Carrier
    from service.mail.models import OutgoingMessage
    from service.settings import Settings

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""What goes by after each failed try; after the last one, nearly two days on, the message is given up."""
_CLAIM: Final = timedelta(minutes=5)
_REST: Final = timedelta(minutes=1)
_BATCH: Final = 10
_log = get_logger("service.mail")


@dataclass
class SendMessages:
    """The duty that empties the outbox; without a mail server, into a folder."""

    settings: Settings
    database: Engine
    clock: Clock
    name: str = "send messages"
    _rests_until: datetime | None = field(default=None, init=False)

    def run(self) -> bool:
        """Send a few of the messages that are due; return whether there may be more."""
        now = self.clock()
        if self._rests_until is not None and now < self._rests_until:
            return False
        with reading(self.database) as session:
            due = repository.due(session, now, _BATCH)
        if not due:
            return False
        with carrier(self.settings) as carrying:
            for message in due:
                if not self._sent(carrying, message, now):
                    # The server is away: its silence must not keep the other duties waiting, message after message.
                    self._rests_until = now + _REST
                    return False
        return True

    def _sent(self, carrying: Carrier, message: OutgoingMessage, now: datetime) -> bool:
        """Try one message; return whether it makes sense to go on with others."""
        with writing(self.database) as session:
            if not repository.claim(session, message, now + _CLAIM):
                return True
        tries = message.tries + 1
        try:
            carrying.carry(message)
        except NotSentError as failure:
            again = None if failure.final or tries > len(WAITS) else now + WAITS[tries - 1]
            with writing(self.database) as session:
                repository.note_failure(session, message.id, failure.reason, again)
            _log.warning(
                "message not sent", message=message.id, tries=tries, reason=failure.reason, final=again is None
            )
            return not failure.unreachable
        with writing(self.database) as session:
            repository.note_sent(session, message.id, self.clock())
        _log.info("message sent", message=message.id, tries=tries)
        return True
