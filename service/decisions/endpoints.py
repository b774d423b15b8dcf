"""`/decisions`: what was decided about needs and mentors, of which the engine learns."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from service.decisions import repository, service
from service.decisions.schemas import DecisionView, NewDecision
from service.paging import USUAL, After, Limit, Page
from service.problems import answers, not_found
from service.registry.callers import TeamReading, TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/decisions", tags=["decisions"])


@router.get("")
def list_decisions(
    _actor: TeamReading,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    need_id: Annotated[Key | None, Query(description="Les décisions sur ce besoin.")] = None,
    mentor_id: Annotated[Key | None, Query(description="Les décisions sur ce bénévole.")] = None,
) -> Page[DecisionView]:
    """List past decisions, the last entered first."""
    rows = repository.page(session, after, limit, need_id=need_id, mentor_id=mentor_id)
    return Page[DecisionView](items=[shown(DecisionView, row) for row in rows.items], next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def enter_decision(actor: TeamWriting, session: Writing, service_: Service, new: NewDecision) -> DecisionView:
    """Add a decision of the past by hand, from before the service or made outside it."""
    return shown(DecisionView, service.enter(session, service_.clock(), actor, new))


@router.delete("/{decision_id}", status_code=204, responses=answers(409))
def delete_decision(
    actor: TeamWriting, session: Writing, service_: Service, decision_id: Annotated[int, Path(ge=1, lt=2**63)]
) -> None:
    """Take a decision out that was entered wrongly; one that a pairing wrote stays."""
    row = repository.find(session, decision_id)
    if row is None:
        raise not_found("Cette décision")
    service.delete(session, service_.clock(), actor, row)
