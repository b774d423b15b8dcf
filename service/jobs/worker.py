"""Work in the background: one thread, duties taken in turn, everything queued in the database.

A duty looks in the database for what is due, does it in small transactions, and says whether it did anything. What a
crash interrupts is still queued, and is done again at the next start: each duty must bear being done twice.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, Self

from structlog import get_logger

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.clock import Clock
    from service.matching.live import LiveMatcher
    from service.settings import Settings

_TICK: Final = 5.0
"""Seconds between two looks at what time alone makes due, or another process queued."""
_log = get_logger("service.worker")


class Duty(Protocol):
    """One kind of background work."""

    @property
    def name(self) -> str:
        """For the log."""
        ...

    def run(self) -> bool:
        """Do some of what is due; return whether there was anything. Short enough to be stopped within seconds."""
        ...


@dataclass
class Worker:
    """Runs the duties, in a thread of its own or, for a test, when asked."""

    duties: tuple[Duty, ...]
    _awake: threading.Event = field(default_factory=threading.Event, init=False)
    _ending: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    @classmethod
    def standard(cls, settings: Settings, database: Engine, clock: Clock, matcher: LiveMatcher) -> Self:
        """Return the worker of the service."""
        from service.jobs.duties import standard_duties

        return cls(standard_duties(settings, database, clock, matcher))

    def wake(self) -> None:
        """Say that there is something to do; costs nothing."""
        self._awake.set()

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread = threading.Thread(target=self._loop, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the duty under way; what is left stays queued."""
        self._ending.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def run_pending(self) -> None:
        """Run every duty until none has anything left to do; errors are raised. For tests and commands."""
        while any(duty.run() for duty in self.duties):
            pass

    def _loop(self) -> None:
        while not self._ending.is_set():
            self._awake.clear()
            if not any(self._safely(duty) for duty in self.duties):
                self._awake.wait(_TICK)

    def _safely(self, duty: Duty) -> bool:
        if self._ending.is_set():
            return False
        try:
            return duty.run()
        except Exception as error:  # noqa: BLE001 - one duty's failure must not end the others
            _log.error("duty failed", duty=duty.name, error=type(error).__name__)
            return False
