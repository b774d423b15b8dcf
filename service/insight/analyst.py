"""Data for analysts: row by row, without words, names, identifiers, or days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ptce_match.places.commune import department_of
from service.clock import local_day
from service.insight.repository import mentors, training
from service.insight.schemas import PseudonymousMentor, PseudonymousRow
from service.insight.skills import folded
from service.insight.suppression import FLOOR
from service.paging import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlmodel import Session

    from service.insight.pseudonyms import Pseudonyms
    from service.insight.repository.mentors import MentorFacts
    from service.pairings.models import TrainingRow

OTHER_TAG: Final = "autre"
_HOURS: Final = ((20.0, "plus de 20"), (10.0, "plus de 10 à 20"), (5.0, "plus de 5 à 10"), (2.0, "plus de 2 à 5"))
_MOST: Final = 3


def training_rows(session: Session, names: Pseudonyms, after: str | None, limit: int) -> Page[PseudonymousRow]:
    """Return one page of the judged suggestions."""
    rows = training.rows(session, names.at(after), limit + 1)
    following = names.place(rows[limit - 1].pairing_id) if len(rows) > limit else None
    return Page[PseudonymousRow](items=[_row(row, names) for row in rows[:limit]], next=following)


def _row(row: TrainingRow, names: Pseudonyms) -> PseudonymousRow:
    kept = {name: getattr(row, name) for name in PseudonymousRow.model_fields if hasattr(row, name)}
    return PseudonymousRow(
        **kept,
        row=names.of(row.pairing_id),
        need=None if row.need_id is None else names.of(row.need_id),
        project=names.of(row.project_id),
        party=names.of(row.party_id),
        shown_week=None if row.shown_at is None else _week(row.shown_at),
        decided_week=_week(row.decided_at),
    )


def _week(moment: datetime) -> date:
    day = local_day(moment)
    return day - timedelta(days=day.weekday())


def mentor_rows(
    session: Session, today: date, names: Pseudonyms, after: str | None, limit: int
) -> Page[PseudonymousMentor]:
    """Return one page of the mentors of today, without what few of them have in common."""
    everybody = mentors.present(session, today)
    common = _common(tag for mentor in everybody for tag in {folded(tag) for tag in mentor.tags})
    departments = _common(department_of(mentor.insee) for mentor in everybody)
    start = names.at(after)
    rows = [mentor for mentor in everybody if mentor.id > start]
    following = names.place(rows[limit - 1].id) if len(rows) > limit else None
    return Page[PseudonymousMentor](
        items=[_mentor(mentor, names, common, departments) for mentor in rows[:limit]], next=following
    )


def _mentor(mentor: MentorFacts, names: Pseudonyms, common: set[str], departments: set[str]) -> PseudonymousMentor:
    department = department_of(mentor.insee)
    tags = {folded(tag) for tag in mentor.tags}
    return PseudonymousMentor(
        mentor=names.of(mentor.id),
        status=mentor.status,
        department=department if department in departments else None,
        tags=[*sorted(tags & common), *([OTHER_TAG] if tags - common else [])],
        sectors=mentor.sectors,
        hours=next((text for more, text in _HOURS if mentor.hours_per_month > more), "2 au plus"),
        capacity=str(mentor.capacity) if mentor.capacity < _MOST else f"{_MOST} et plus",
        remote=mentor.remote,
    )


def _common(values: Iterable[str]) -> set[str]:
    return {value for value, number in Counter(values).items() if value and number >= FLOOR}
