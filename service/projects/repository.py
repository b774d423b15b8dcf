"""Reading and finding projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.paging import Page, page_of
from service.projects.models import Project
from service.projects.ownership import held_by
from service.registry.repository import is_ended

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> Project | None:
    """Return a project, None where there is none."""
    return session.get(Project, id)


def page(
    session: Session, after: str | None, limit: int, *, archived: bool, person_id: str | None = None
) -> Page[Project]:
    """Return one page of projects, by identifier; of those that a person may act for where one is given."""
    statement = select(Project).where(is_ended(Project.archived_at, ended=archived))
    if person_id is not None:
        statement = statement.where(held_by(person_id))
    return page_of(session, statement, [Project.id], after, limit, lambda project: project)
