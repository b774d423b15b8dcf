"""`/conflicts`: who must not be brought together."""

from __future__ import annotations

from typing import Annotated

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.conflicts import repository, service
from service.conflicts.schemas import ConflictView, NewConflict
from service.paging import USUAL, After, Limit, Page
from service.problems import answers, not_found
from service.registry.callers import TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/conflicts", tags=["conflicts"])


@router.get("")
def list_conflicts(
    actor: Annotated[Actor, Allow(*TEAM, Role.MENTOR, scope=Scope.REGISTRY_READ)],
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
) -> Page[ConflictView]:
    """List the conflicts of interest: all for the team, a mentor's own for the mentor."""
    rows = repository.page(session, after, limit, person_id=None if actor.team else actor.person_id)
    return Page[ConflictView](items=[shown(ConflictView, row) for row in rows.items], next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def declare_conflict(
    actor: Annotated[Actor, Allow(*TEAM, Role.MENTOR, scope=Scope.REGISTRY_WRITE)],
    session: Writing,
    service_: Service,
    new: NewConflict,
) -> ConflictView:
    """Note that two must not be brought together; a mentor, that they must not accompany a project."""
    return shown(ConflictView, service.declare(session, service_.clock(), actor, new))


@router.delete("/{conflict_id}", status_code=204)
def delete_conflict(actor: TeamWriting, session: Writing, service_: Service, conflict_id: Key) -> None:
    """Take a conflict out: it was noted by mistake, or has ended."""
    row = repository.find(session, conflict_id)
    if row is None:
        raise not_found("Ce conflit d'intérêts")
    service.delete(session, service_.clock(), actor, row)
