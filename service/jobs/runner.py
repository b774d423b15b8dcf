"""Running jobs: taken from the queue in the database one after the other, and queued again when their process died.

A job may be begun more than once, after a crash: each kind must bear being done twice.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import DBAPIError
from structlog import get_logger

from service.database.connection import reading, writing
from service.jobs import repository
from service.jobs.context import Cancelled, Interrupted, JobContext, JobError, Lost
from service.jobs.models import Job
from service.jobs.process import is_gone, this_process

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from service.clock import Clock
    from service.matching.live import LiveMatcher
    from service.settings import Settings

__all__ = ["KINDS", "Cancelled", "Interrupted", "JobContext", "JobError", "RunJobs"]

SILENCE: Final = timedelta(minutes=5)
"""After that long without a sign of life, a job is taken from its worker."""
ATTEMPTS: Final = 3
"""How often a job is begun before it counts as what kills the process."""
_log = get_logger("service.jobs")


def _import(context: JobContext) -> dict[str, Any]:
    from service.exchange.committing import commit_draft

    return commit_draft(context)


def _reembed(context: JobContext) -> dict[str, Any]:
    from service.matching.embedding import reembed

    return reembed(context)


KINDS: Final[dict[str, Callable[[JobContext], dict[str, Any]]]] = {"import": _import, "reembed": _reembed}
"""What each kind of job does; what it returns is shown as its result, and holds numbers and states only."""


class RunJobs:
    """The duty that runs one job at a time; several processes share the queue."""

    name = "jobs"

    def __init__(self, settings: Settings, database: Engine, clock: Clock, matcher: LiveMatcher) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._matcher = matcher
        self._ending = Event()

    def run(self) -> bool:
        """Run the job that has waited longest; return whether there was one."""
        self._queue_again()
        job = self._claimed()
        if job is None:
            return False
        self._do(job)
        return True

    def stop(self) -> None:
        """Make the job under way go back to the queue at its next step."""
        self._ending.set()

    def _claimed(self) -> Job | None:
        while not self._ending.is_set():
            with reading(self._database) as session:
                queued = repository.next_queued(session)
            if queued is None:
                return None
            with writing(self._database) as session:
                job = repository.claim(session, queued, this_process(), self._clock())
            if job is not None:
                return job
        return None

    def _queue_again(self) -> None:
        now = self._clock()
        with reading(self._database) as session:
            others = repository.of_others(session, this_process(), now - SILENCE)
        for job, silent in others:
            if not (silent or is_gone(job.worker)):
                continue
            with writing(self._database) as session:
                if job.cancel_asked:
                    repository.move(session, job.id, job.worker, state="cancelled", finished_at=now)
                elif job.attempts >= ATTEMPTS:
                    failure = (
                        f"Ce travail s'est interrompu {job.attempts} fois sans finir. Prévenez l'équipe technique."
                    )
                    repository.move(session, job.id, job.worker, state="failed", failure=failure, finished_at=now)
                else:
                    repository.move(session, job.id, job.worker, state="queued")
            _log.warning("job interrupted", job=job.id, kind=job.kind, attempts=job.attempts)

    def _do(self, job: Job) -> None:
        context = JobContext(
            settings=self._settings,
            database=self._database,
            clock=self._clock,
            matcher=self._matcher,
            id=job.id,
            kind=job.kind,
            payload=job.payload,
            created_by=job.created_by,
            worker=job.worker,
            ending=self._ending,
        )
        outcome = self._outcome(context)
        if outcome is None:
            return
        if outcome["state"] != "queued":
            outcome["finished_at"] = self._clock()
        with writing(self._database) as session:
            repository.move(session, job.id, job.worker, **outcome)

    def _outcome(self, context: JobContext) -> dict[str, Any] | None:
        """Do the work and return what becomes of the job; None when it is another worker's by now."""
        try:
            result = KINDS[context.kind](context)
        except Cancelled:
            return {"state": "cancelled"}
        except Interrupted:
            # Stopping the service on purpose is no sign that the job kills it.
            return {"state": "queued", "attempts": Job.attempts - 1}
        except Lost:
            _log.warning("job lost", job=context.id, kind=context.kind)
            return None
        except JobError as error:
            return {"state": "failed", "failure": str(error)}
        except Exception as error:  # noqa: BLE001 - whatever ends a job must not end the worker
            # What an error says may quote people's data: only its kind is kept.
            _log.error("job failed", job=context.id, kind=context.kind, error=type(error).__name__)
            return {"state": "failed", "failure": _sentence(error)}
        return {"state": "done", "result": result, "done": Job.total}


def _sentence(error: Exception) -> str:
    if isinstance(error, DBAPIError):
        return "La base de données n'a pas répondu à temps. Recommencez dans un instant."
    return (
        f"Une erreur imprévue a arrêté ce travail ({type(error).__name__}). Recommencez ; si elle revient, prévenez "
        "l'équipe technique."
    )
