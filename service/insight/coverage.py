"""Which needs have a suggestion, a mentor, or nobody."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from service.insight import labels
from service.insight.labels import CoverageBy
from service.insight.proportions import wilson
from service.insight.repository import kept, mentors, needs
from service.insight.schemas import Coverage, CoverageRow
from service.insight.skills import UNKNOWN, skills
from service.insight.suppression import FLOOR, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlmodel import Session

    from service.insight.question import Question
    from service.insight.repository.needs import NeedFacts

_CELLS: Final = ("accepted", "suggested", "nobody", "not_searched")


def coverage(session: Session, question: Question, by: CoverageBy) -> Coverage:
    """Return how needs that entered within a period are covered, by skill, commune or sector."""
    found = needs.facts(session, question.period)
    rows = grouped(found, grouping(session, by), standing, _CELLS)
    table = question.table(rows, len(_CELLS))
    erased = sum(kept.by_label(session, question.period, "need").values())
    return Coverage.to(
        question,
        rows=[_row(row) for row in table.rows],
        total=None if table.total is None else _row(table.total),
        erased_needs=None if question.protected and 0 < erased < FLOOR else erased,
    )


def grouping(
    session: Session, by: CoverageBy, tags: Mapping[str, list[str]] | None = None
) -> Callable[[NeedFacts], str]:
    """Return what gives the label of a need's group."""
    match by:
        case CoverageBy.SKILL:
            of_need = skills(needs.shown_tags(session, mentors.tags(session) if tags is None else tags))
            return lambda need: of_need.get(need.id, UNKNOWN)
        case CoverageBy.COMMUNE:
            return lambda need: labels.commune(need.insee)
        case CoverageBy.SECTOR:
            return lambda need: labels.sector(need.sector)


def standing(need: NeedFacts) -> str:
    """Return how far a need has come."""
    return "accepted" if need.accepted else searched(need)


def searched(need: NeedFacts) -> str:
    """Return what the last ranking recorded for a need found."""
    if need.best_score is None or need.threshold is None:
        return "not_searched"
    return "suggested" if need.best_score >= need.threshold else "nobody"


def grouped(
    found: Iterable[NeedFacts],
    label: Callable[[NeedFacts], str],
    cell: Callable[[NeedFacts], str],
    cells: tuple[str, ...],
) -> list[Row]:
    """Count needs by group and cell, largest groups first; behind a need stands its project."""
    projects: dict[str, dict[str, list[str]]] = defaultdict(lambda: {name: [] for name in cells})
    for need in found:
        projects[label(need)][cell(need)].append(need.project_id)
    rows = [
        Row(group, tuple(Cell(len(each[name]), frozenset(each[name])) for name in cells))
        for group, each in projects.items()
    ]
    return sorted(rows, key=lambda row: (-row.total.count, row.label))


def _row(row: Row) -> CoverageRow:
    counts = dict(zip(_CELLS, (cell.count if row.shown else None for cell in row.cells), strict=True))
    n = row.total.count
    return CoverageRow(
        label=row.label,
        needs=n,
        **counts,
        accepted_rate=None if counts["accepted"] is None else wilson(counts["accepted"], n),
    )
