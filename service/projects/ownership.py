"""Who may act for a project: its holder, and the members of its collective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from service.access.roles import Role
from service.collectives.models import CollectiveMember
from service.problems import not_found
from service.projects.models import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from service.access.actor import Actor


def held_by(person_id: str) -> ColumnElement[bool]:
    """Return the condition on projects that a person may act for them."""
    collectives = select(CollectiveMember.collective_id).where(CollectiveMember.person_id == person_id)
    return or_(col(Project.holder_id) == person_id, col(Project.collective_id).in_(collectives))


def among(session: Session, person_id: str, ids: Iterable[str]) -> set[str]:
    """Return those of some projects that a person may act for."""
    return set(session.exec(select(Project.id).where(col(Project.id).in_(list(ids)), held_by(person_id))).all())


def acts_for(session: Session, actor: Actor, project_id: str) -> bool:
    """Tell whether somebody may act for a project as one of its holders."""
    return actor.has(Role.HOLDER) and bool(among(session, actor.person_id, [project_id]))


def held(session: Session, actor: Actor, project_id: str) -> Project:
    """Return a project for which the actor may act: as one of the team or of its holders.

    Raises
    ------
    ProblemError
        There is none, or it is not theirs (404).
    """
    project = session.get(Project, project_id)
    if project is None or not (actor.team or acts_for(session, actor, project_id)):
        raise not_found("Ce projet")
    return project
