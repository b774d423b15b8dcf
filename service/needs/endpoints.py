"""`/needs` and `/projects/{project_id}/needs`: what projects cannot do alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.needs import repository, service
from service.needs.schemas import NeedChange, NeedDetail, NeedView, NewNeed
from service.paging import USUAL, After, Limit, Page
from service.problems import answers, not_found
from service.projects.models import Need
from service.projects.ownership import acts_for, held
from service.registry.repository import waiting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(tags=["needs"])

Readers = Annotated[Actor, Allow(*TEAM, Role.HOLDER, scope=Scope.REGISTRY_READ)]
Writers = Annotated[Actor, Allow(*TEAM, Role.HOLDER, scope=Scope.REGISTRY_WRITE)]


@router.get("/needs")
def list_needs(
    actor: Readers,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    closed: Annotated[bool, Query(description="Les besoins clos au lieu des besoins ouverts.")] = False,
) -> Page[NeedView]:
    """List the needs of projects under way: all for the team; holders find those of their own projects."""
    own = None if actor.team else actor.person_id
    return _page(session, repository.page(session, after, limit, closed=closed, person_id=own))


@router.get("/projects/{project_id}/needs")
def list_needs_of_project(
    actor: Readers, session: Reading, project_id: Key, after: After = None, limit: Limit = USUAL
) -> Page[NeedView]:
    """List the needs of one project, closed ones among them."""
    held(session, actor, project_id)
    return _page(session, repository.of_project(session, project_id, after, limit))


@router.post("/projects/{project_id}/needs", status_code=201, responses=answers(409))
def create_need(actor: Writers, session: Writing, service_: Service, project_id: Key, new: NewNeed) -> NeedView:
    """Enter a need of a project: the team, or the project's holders."""
    project = held(session, actor, project_id)
    return _view(session, service.create(session, service_.clock(), actor, project, new))


@router.get("/needs/{need_id}")
def read_need(actor: Readers, session: Reading, service_: Service, need_id: Key) -> NeedDetail:
    """Return one need, and what it is taken to be about."""
    need = _held(session, actor, need_id)
    understood = service_.matcher.understood(need.text, need.skills)
    view = _view(session, need)
    return NeedDetail(**view.model_dump(), understood_as=list(understood.read), said=list(understood.said))


@router.patch("/needs/{need_id}", responses=answers(409))
def change_need(actor: Writers, session: Writing, service_: Service, need_id: Key, new: NeedChange) -> NeedView:
    """Change a need: the team, or the project's holders."""
    need = _held(session, actor, need_id)
    service.change(session, service_.clock(), actor, need, new)
    return _view(session, need)


@router.post("/needs/{need_id}/close")
def close_need(actor: Writers, session: Writing, service_: Service, need_id: Key) -> NeedView:
    """Close a need: nobody is suggested for it any more."""
    need = _held(session, actor, need_id)
    service.close(session, service_.clock(), actor, need, closed=True)
    return _view(session, need)


@router.post("/needs/{need_id}/reopen")
def reopen_need(actor: Writers, session: Writing, service_: Service, need_id: Key) -> NeedView:
    """Open a closed need again."""
    need = _held(session, actor, need_id)
    service.close(session, service_.clock(), actor, need, closed=False)
    return _view(session, need)


def _held(session: Reading, actor: Actor, need_id: str) -> Need:
    need = repository.find(session, need_id)
    if need is None or not (actor.team or acts_for(session, actor, need.project_id)):
        raise not_found("Ce besoin")
    return need


def _page(session: Reading, rows: Page[Need]) -> Page[NeedView]:
    queued = waiting(session, "need", (need.id for need in rows.items))
    views = [shown(NeedView, need, waiting_for_vectors=need.id in queued) for need in rows.items]
    return Page[NeedView](items=views, next=rows.next)


def _view(session: Reading, need: Need) -> NeedView:
    return shown(NeedView, need, waiting_for_vectors=bool(waiting(session, "need", [need.id])))
