"""What projects look for and what they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from service.insight.repository.rows import rows_of
from service.projects.models import Project

if TYPE_CHECKING:
    from sqlmodel import Session


class Sums(NamedTuple):
    """The euros of one project, and where it belongs."""

    project_id: str
    stage: str
    sector: int | None
    commune: str
    insee: str
    sought: float
    obtained: float


def sums(session: Session) -> list[Sums]:
    """Return the projects under way that look for money."""
    statement = (
        select(
            col(Project.id),
            col(Project.stage),
            col(Project.sector),
            col(Project.commune),
            col(Project.insee),
            col(Project.amount_sought),
            col(Project.amount_obtained),
        )
        .where(col(Project.archived_at).is_(None), col(Project.amount_sought) > 0)
        .order_by(col(Project.id))
    )
    return [Sums(*row) for row in rows_of(session, statement)]
