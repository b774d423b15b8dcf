"""What projects look for, what they have, and what is left to find."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from service.insight import labels
from service.insight.labels import FundingBy
from service.insight.repository import funding
from service.insight.schemas import FundingGaps, FundingRow
from service.insight.suppression import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlmodel import Session

    from service.insight.question import Question
    from service.insight.repository.funding import Sums

_ROUNDED_TO: Final = 1000
"""Euros: where small numbers are left out, amounts are not told to the cent either."""

_GROUPS: Final[dict[FundingBy, Callable[[Sums], str]]] = {
    FundingBy.STAGE: lambda sums: sums.stage,
    FundingBy.SECTOR: lambda sums: labels.sector(sums.sector),
    FundingBy.COMMUNE: lambda sums: labels.commune(sums.insee),
}


def funding_gaps(session: Session, question: Question, by: FundingBy) -> FundingGaps:
    """Return the sums of today's projects, by stage, sector or commune."""
    found, label = funding.sums(session), _GROUPS[by]
    projects: defaultdict[str, list[Sums]] = defaultdict(list)
    for project in found:
        projects[label(project)].append(project)
    rows = [
        Row(group, (Cell(len(each), frozenset(one.project_id for one in each)),)) for group, each in projects.items()
    ]
    table = question.table(sorted(rows, key=lambda row: (-row.total.count, row.label)), 1)
    by_id = {project.project_id: project for project in found}
    return FundingGaps.to(
        question,
        rows=[_row(row, by_id, question) for row in table.rows],
        total=None if table.total is None else _row(table.total, by_id, question),
    )


def _row(row: Row, by_id: dict[str, Sums], question: Question) -> FundingRow:
    behind = [by_id[project] for project in sorted(row.total.people)]
    step = _ROUNDED_TO if question.protected else 0.01
    sought = _sum(step, (one.sought for one in behind))
    obtained = _sum(step, (one.obtained for one in behind))
    left = _sum(step, (max(0.0, one.sought - one.obtained) for one in behind))
    return FundingRow(
        label=row.label,
        projects=row.total.count,
        sought=sought,
        obtained=obtained,
        left=left,
        obtained_share=round(obtained / sought, 4) if sought else None,
    )


def _sum(step: float, euros: Iterable[float]) -> float:
    return round(round(sum(euros) / step) * step, 2)
