"""What can be done with jobs; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.audit import log
from service.database.base import new_id
from service.jobs import repository
from service.jobs.models import Job
from service.problems import conflict

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor


def start(session: Session, now: datetime, actor: Actor, kind: str, payload: dict[str, Any] | None = None) -> Job:
    """Queue a job; the worker begins it once this transaction is committed.

    Parameters
    ----------
    kind : str
        A key of `service.jobs.runner.KINDS`.
    payload : dict or None
        Identifiers and settings; no text of anybody's.
    """
    job = Job(
        id=new_id(f"J-{now:%Y%m%d%H%M%S}"),  # identifiers in the order of time, which is how jobs are listed and taken
        kind=kind,
        state="queued",
        payload=payload or {},
        created_by=actor.account_id,
        created_at=now,
    )
    session.add(job)
    session.flush()
    log.record(session, now, actor, "job.start", "job", job.id, after={"kind": kind})
    return job


def start_alone(session: Session, now: datetime, actor: Actor, kind: str) -> Job:
    """Queue a job of which one at a time makes sense.

    Raises
    ------
    ProblemError
        One waits or runs already (409).
    """
    present = repository.open_of_kind(session, kind)
    if present is not None:
        raise conflict(f"Ce travail est déjà en cours ({present.id}). Attendez sa fin, ou annulez-le d'abord.")
    return start(session, now, actor, kind)


def cancel(session: Session, now: datetime, actor: Actor, job: Job) -> None:
    """Cancel a job: at once while it waits, at its next step while it runs.

    Raises
    ------
    ProblemError
        It has ended (409).
    """
    if not repository.cancel_queued(session, job.id, now):
        session.refresh(job)
        if job.state not in repository.OPEN:
            raise conflict("Ce travail est déjà terminé : il n'y a plus rien à annuler.")
        job.cancel_asked = True
        session.add(job)
        session.flush()
    session.refresh(job)
    log.record(session, now, actor, "job.cancel", "job", job.id, after={"state": job.state})
