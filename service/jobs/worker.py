"""Work in the background: duties taken in turn, everything queued in the database.

A duty looks in the database for what is due, does it in small transactions, and says whether it did anything. What a
crash interrupts is still queued, and is done again at the next start: each duty must bear being done twice. Duties that
take minutes have a thread of their own, so that a new text never waits for a long job.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, Self

from structlog import get_logger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from service.access.sightings import Sightings
    from service.clock import Clock
    from service.matching.live import LiveMatcher
    from service.settings import Settings

_TICK: Final = 5.0
"""Seconds between two looks at what time alone makes due, or another process queued."""
_GATHER: Final = 0.2
"""Seconds between being woken and looking: what fifty people queue meanwhile is done in one round."""
_PATIENCE: Final = 30.0
"""Seconds that the work under way has to come to an end."""
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


class LongDuty(Duty, Protocol):
    """Background work that takes minutes, and is told when it must end."""

    def stop(self) -> None:
        """Make `run` return within seconds, and do nothing more from now on."""
        ...


class Worker:
    """Runs the duties, in threads of its own or, for a test, when asked.

    Parameters
    ----------
    duties : tuple of Duty
        What is queued by others; taken in turn by one thread, at once.
    timed : tuple of Duty
        What time alone makes due; taken in turn by one thread, every few seconds.
    long : tuple of LongDuty
        Each with a thread of its own.
    """

    def __init__(self, duties: tuple[Duty, ...], long: tuple[LongDuty, ...] = (), timed: tuple[Duty, ...] = ()) -> None:
        self.duties, self.long, self.timed = duties, long, timed
        self._woken = (_Lane("worker", duties), *(_Lane(f"worker-{duty.name}", [duty]) for duty in long))
        self._lanes = (*self._woken, _Lane("worker-timed", timed))

    @classmethod
    def standard(
        cls, settings: Settings, database: Engine, clock: Clock, matcher: LiveMatcher, sightings: Sightings
    ) -> Self:
        """Return the worker of the service."""
        from service.jobs.duties import long_duties, standard_duties, timed_duties

        short = standard_duties(settings, database, clock, sightings)
        timed = timed_duties(settings, database, clock)
        return cls(short, long_duties(settings, database, clock, matcher), timed)

    def wake(self) -> None:
        """Say that there is something to do; costs nothing."""
        for lane in self._woken:
            lane.awake.set()

    def start(self) -> None:
        """Begin in threads of its own."""
        for lane in self._lanes:
            lane.thread.start()

    def stop(self) -> None:
        """End after the work under way; what is left stays queued."""
        for lane in self._lanes:
            lane.ending.set()
            lane.awake.set()
        for duty in self.long:
            duty.stop()
        for lane in self._lanes:
            if lane.thread.is_alive():
                lane.thread.join(_PATIENCE)

    def run_pending(self) -> None:
        """Run every duty until none has anything left to do; errors are raised. For tests and commands."""
        while any(duty.run() for duty in (*self.duties, *self.timed, *self.long)):
            pass


@dataclass
class _Lane:
    """Duties that one thread takes in turn, the first one that has anything to do before all others."""

    name: str
    duties: Sequence[Duty]
    awake: threading.Event = field(default_factory=threading.Event)
    ending: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._loop, name=self.name, daemon=True)

    def _loop(self) -> None:
        while not self.ending.is_set():
            self.awake.clear()
            if not any(self._safely(duty) for duty in self.duties) and self.awake.wait(_TICK):
                self.ending.wait(_GATHER)

    def _safely(self, duty: Duty) -> bool:
        if self.ending.is_set():
            return False
        try:
            return duty.run()
        except Exception as error:  # noqa: BLE001 - one duty's failure must not end the others
            _log.error("duty failed", duty=duty.name, error=type(error).__name__)
            return False
