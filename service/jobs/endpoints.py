"""`/jobs`: long work, how far it is, and how to stop it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.jobs import repository, service
from service.jobs.models import Job
from service.jobs.schemas import JobState, JobView, NewJob
from service.paging import USUAL, After, Limit, Page
from service.problems import answers, not_found
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/jobs", tags=["jobs"])

Team = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.OPERATIONS)]


@router.get("")
def list_jobs(
    actor: Team,
    session: Reading,
    state: Annotated[JobState | None, Query(description="Les travaux dans cet état seulement.")] = None,
    after: After = None,
    limit: Limit = USUAL,
) -> Page[JobView]:
    """List the jobs, newest first."""
    del actor
    return repository.page(session, state, after, limit, view)


@router.post("", status_code=202, responses=answers(409))
def start_job(actor: Team, session: Writing, service_: Service, new: NewJob) -> JobView:
    """Queue a job; 409 while one of the same kind waits or runs."""
    return view(service.start_alone(session, service_.clock(), actor, new.kind))


@router.get("/{job_id}")
def read_job(actor: Team, session: Reading, job_id: Key) -> JobView:
    """Return one job."""
    del actor
    return view(_found(session, job_id))


@router.post("/{job_id}/cancel", responses=answers(409))
def cancel_job(actor: Team, session: Writing, service_: Service, job_id: Key) -> JobView:
    """Cancel a job: at once while it waits, at its next step while it runs; 409 once it has ended."""
    job = _found(session, job_id)
    service.cancel(session, service_.clock(), actor, job)
    return view(job)


def view(job: Job) -> JobView:
    """Return what the team sees of a job."""
    return JobView.model_validate(job, from_attributes=True)


def _found(session: Reading, job_id: str) -> Job:
    job = session.get(Job, job_id)
    if job is None:
        raise not_found("Ce travail")
    return job
