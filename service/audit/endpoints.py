"""`/audit`: who did what, for the team; nobody can change or delete an entry."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.audit import repository
from service.audit.models import AuditEntry
from service.audit.repository import Filter
from service.audit.schemas import AuditView
from service.insight.period import Since, Until, asked_period
from service.paging import USUAL, After, Limit, Page
from service.state import Reading
from service.texts import Key

router = APIRouter(prefix="/audit", tags=["audit"])


@router.get("")
def list_entries(
    _actor: Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.OPERATIONS)],
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    kind: Annotated[Key | None, Query(description="Genre de ce qui a changé, comme `pairing`.")] = None,
    entity: Annotated[Key | None, Query(description="Identifiant de ce qui a changé.")] = None,
    actor: Annotated[Key | None, Query(description="Compte qui a agi.")] = None,
    action: Annotated[Key | None, Query(description="Début de l'action, comme `pairing.`.")] = None,
    since: Since = None,
    until: Until = None,
) -> Page[AuditView]:
    """List who did what, the newest first; entries hold no texts and cannot be changed."""
    wanted = Filter(kind=kind, entity_id=entity, actor=actor, action=action, period=asked_period(since, until))
    return repository.page(session, wanted, after, limit, _view)


def _view(entry: AuditEntry) -> AuditView:
    return AuditView.model_validate(entry, from_attributes=True)
