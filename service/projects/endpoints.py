"""`/projects`: what people want to create or grow."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.paging import USUAL, After, Limit, Page
from service.people.models import Person
from service.people.names import short_name
from service.people.repository import by_id
from service.people.schemas import Contact
from service.problems import answers, not_found
from service.projects import ownership, repository, service
from service.projects.models import Project
from service.projects.schemas import NewProject, ProjectCard, ProjectChange, ProjectView
from service.registry.callers import TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/projects", tags=["projects"])

Readers = Annotated[Actor, Allow(*TEAM, Role.OPERATIONAL_GROUP, Role.HOLDER, scope=Scope.REGISTRY_READ)]
Writers = Annotated[Actor, Allow(*TEAM, Role.HOLDER, scope=Scope.REGISTRY_WRITE)]


@router.get("")
def list_projects(
    actor: Readers,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    archived: Annotated[bool, Query(description="Les projets archivés au lieu des projets en cours.")] = False,
) -> Page[ProjectView | ProjectCard]:
    """List the projects: all for the team, as cards for the operational group; holders find their own, whole."""
    everything = actor.team or (actor.has(Role.OPERATIONAL_GROUP) and not archived)
    rows = repository.page(session, after, limit, archived=archived, person_id=None if everything else actor.person_id)
    views = _seen(session, actor, rows.items)
    return Page[ProjectView | ProjectCard](items=views, next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def create_project(actor: Writers, session: Writing, service_: Service, new: NewProject) -> ProjectView:
    """Enter a project into the registry: the team for whomever they name, a holder their own."""
    return _whole(session, actor, service.create(session, service_.clock(), actor, new))


@router.get("/{project_id}")
def read_project(actor: Readers, session: Reading, project_id: Key) -> ProjectView | ProjectCard:
    """Return one project: whole for the team and for its holders, as a card for the operational group."""
    project = repository.find(session, project_id)
    if project is None:
        raise not_found("Ce projet")
    view = _seen(session, actor, [project])[0]
    in_view = project.archived_at is None and actor.has(Role.OPERATIONAL_GROUP)
    if not isinstance(view, ProjectView) and not in_view:
        raise not_found("Ce projet")
    return view


@router.patch("/{project_id}", responses=answers(409))
def change_project(
    actor: Writers, session: Writing, service_: Service, project_id: Key, new: ProjectChange
) -> ProjectView:
    """Change a project: the team, or its holders, who leave amounts obtained and holders to the team."""
    project = ownership.held(session, actor, project_id)
    service.change(session, service_.clock(), actor, project, new)
    return _whole(session, actor, project)


@router.post("/{project_id}/archive")
def archive_project(actor: TeamWriting, session: Writing, service_: Service, project_id: Key) -> ProjectView:
    """Set a project aside: nobody is suggested for it any more. Its data stay until they are erased."""
    project = ownership.held(session, actor, project_id)
    service.archive(session, service_.clock(), actor, project, archived=True)
    return _whole(session, actor, project)


@router.post("/{project_id}/restore")
def restore_project(actor: TeamWriting, session: Writing, service_: Service, project_id: Key) -> ProjectView:
    """Take an archived project up again."""
    project = ownership.held(session, actor, project_id)
    service.archive(session, service_.clock(), actor, project, archived=False)
    return _whole(session, actor, project)


def _seen(session: Reading, actor: Actor, projects: list[Project]) -> list[ProjectView | ProjectCard]:
    holders = by_id(session, (project.holder_id for project in projects))
    ids = [project.id for project in projects]
    whole = set(ids) if actor.team else set()
    if not actor.team and actor.has(Role.HOLDER):
        whole = ownership.among(session, actor.person_id, ids)
    return [
        _view(actor, project, holders) if project.id in whole else _card(project, holders.get(project.holder_id or ""))
        for project in projects
    ]


def _whole(session: Writing, actor: Actor, project: Project) -> ProjectView:
    return _view(actor, project, by_id(session, [project.holder_id]))


def _card(project: Project, holder: Person | None) -> ProjectCard:
    return shown(ProjectCard, project, holder=short_name(project.holder or (holder.name if holder else "")))


def _view(actor: Actor, project: Project, holders: dict[str, Person]) -> ProjectView:
    holder = holders.get(project.holder_id or "")
    open_ = holder is not None and (actor.team or holder.id == actor.person_id)
    return shown(ProjectView, project, holder_person=shown(Contact, holder) if holder is not None and open_ else None)
