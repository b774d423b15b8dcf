"""What a job gets to work with: the parts of the service, and a way to say how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

from ptce_match.errors import PtceError
from service.access.actor import SYSTEM, Actor
from service.access.roles import Role
from service.database.connection import writing
from service.jobs import repository

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.clock import Clock
    from service.matching.live import LiveMatcher
    from service.settings import Settings


class Cancelled(Exception):  # noqa: N818 - somebody's wish, not an error
    """Somebody asked to stop the job."""


class Interrupted(Exception):  # noqa: N818 - likewise
    """The service is stopping: the job goes back to the queue."""


class Lost(Exception):  # noqa: N818 - likewise
    """The job is no longer this worker's: it was silent so long that another one took it."""


class JobError(PtceError):
    """A job that cannot be done; its French text is shown to the team, and names nobody."""


@dataclass(frozen=True)
class JobContext:
    """One job under way.

    Attributes
    ----------
    id, kind : str
    payload : dict
        What was asked, as `service.jobs.service.start` got it.
    created_by : str or None
        The account that asked.
    worker : str
        The process that runs it.
    ending : Event
        Set when the service stops.
    """

    settings: Settings
    database: Engine
    clock: Clock
    matcher: LiveMatcher
    id: str
    kind: str
    payload: dict[str, Any]
    created_by: str | None
    worker: str
    ending: Event = field(default_factory=Event)

    @property
    def actor(self) -> Actor:
        """Who asked for the job, for the audit log."""
        if self.created_by is None:
            return SYSTEM
        return Actor(account_id=self.created_by, person_id="", roles=frozenset({Role.ANIMATION}))

    def progress(self, done: int, total: int) -> None:
        """Say how far the job is; once a batch and at least once a minute, never inside a transaction that writes.

        Raises
        ------
        Cancelled, Interrupted, Lost
            The job must end here; a job lets them through.
        """
        with writing(self.database) as session:
            cancel = repository.note_progress(session, self.id, self.worker, self.clock(), done, total)
        if cancel is None:
            raise Lost
        if cancel:
            raise Cancelled
        if self.ending.is_set():
            raise Interrupted
