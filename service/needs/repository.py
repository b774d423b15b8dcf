"""Reading and finding needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.paging import Page, page_of
from service.projects.models import Need, Project
from service.projects.ownership import held_by
from service.registry.repository import is_ended

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> Need | None:
    """Return a need, None where there is none."""
    return session.get(Need, id)


def page(session: Session, after: str | None, limit: int, *, closed: bool, person_id: str | None = None) -> Page[Need]:
    """Return one page of the needs of projects under way; of those that a person may act for where one is given."""
    statement = (
        select(Need)
        .join(Project)
        .where(is_ended(Need.closed_at, ended=closed), is_ended(Project.archived_at, ended=False))
    )
    if person_id is not None:
        statement = statement.where(held_by(person_id))
    return page_of(session, statement, [Need.id], after, limit, lambda need: need)


def of_project(session: Session, project_id: str, after: str | None, limit: int) -> Page[Need]:
    """Return one page of a project's needs, closed ones among them."""
    return page_of(
        session, select(Need).where(Need.project_id == project_id), [Need.id], after, limit, lambda need: need
    )
