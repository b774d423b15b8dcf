"""Finding jobs, and moving them from state to state: each move says from where, so that two workers do not both make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, or_, select, update

from service.jobs.models import Job
from service.paging import Page, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from service.jobs.schemas import JobView

OPEN: Final = ("queued", "running")


def page(
    session: Session, state: str | None, after: str | None, limit: int, show: Callable[[Job], JobView]
) -> Page[JobView]:
    """Return one page of jobs, newest first."""
    statement = select(Job)
    if state is not None:
        statement = statement.where(Job.state == state)
    return page_of(session, statement, [Job.id], after, limit, show, descending=True)


def open_of_kind(session: Session, kind: str) -> Job | None:
    """Return a job of this kind that waits or runs."""
    return session.exec(select(Job).where(Job.kind == kind, col(Job.state).in_(OPEN))).first()


def next_queued(session: Session) -> str | None:
    """Return the job that has waited longest."""
    return session.exec(
        select(Job.id).where(Job.state == "queued").order_by(col(Job.created_at), col(Job.id)).limit(1)
    ).first()


def claim(session: Session, id: str, worker: str, now: datetime) -> Job | None:
    """Take a job, None when another worker was faster."""
    return session.scalars(
        update(Job)
        .where(col(Job.id) == id, col(Job.state) == "queued")
        .values(state="running", worker=worker, started_at=now, heartbeat_at=now, attempts=Job.attempts + 1)
        .returning(Job)
    ).first()


def note_progress(session: Session, id: str, worker: str, now: datetime, done: int, total: int) -> bool | None:
    """Write how far a job is; return whether its end was asked for, None when it is not this worker's."""
    return session.scalars(
        update(Job)
        .where(col(Job.id) == id, col(Job.state) == "running", col(Job.worker) == worker)
        .values(done=done, total=total, heartbeat_at=now)
        .returning(col(Job.cancel_asked))
    ).first()


def move(session: Session, id: str, worker: str, **values: Any) -> bool:
    """Move a running job of this worker on; return False when it is no longer its own."""
    moved = session.exec(
        update(Job)
        .where(col(Job.id) == id, col(Job.state) == "running", col(Job.worker) == worker)
        .values(worker="", **values)
    )
    return bool(moved.rowcount)


def cancel_queued(session: Session, id: str, now: datetime) -> bool:
    """Cancel a job that nobody has begun; return whether it was one."""
    moved = session.exec(
        update(Job)
        .where(col(Job.id) == id, col(Job.state) == "queued")
        .values(state="cancelled", cancel_asked=True, finished_at=now)
    )
    return bool(moved.rowcount)


def of_others(session: Session, worker: str, silent_since: datetime) -> Sequence[tuple[Job, bool]]:
    """Return the jobs that other processes run, each with whether nothing was heard of it since that moment."""
    statement = select(Job, or_(col(Job.heartbeat_at).is_(None), col(Job.heartbeat_at) < silent_since))
    return session.exec(statement.where(Job.state == "running", Job.worker != worker)).all()
