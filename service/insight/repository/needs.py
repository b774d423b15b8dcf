"""Needs and what has come of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, func, literal, select, true
from sqlmodel import col

from ptce_match.network import Outcome
from service.insight.repository.decisions import last_words
from service.insight.repository.rows import rows_of
from service.matching.models import Run, Shown
from service.pairings.models import Pairing
from service.pairings.states import ENGAGED, State
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Select, Subquery
    from sqlmodel import Session

    from service.insight.period import Period


_FIRST: Final = 3
"""How many suggestions of a ranking tell what a need is about: those behind are ever less sure."""
_YES: Final = ENGAGED | {State.CLOSED}


class NeedFacts(NamedTuple):
    """One need.

    Attributes
    ----------
    insee : str
        Of the project's commune; "" where the commune is not known.
    wanted : int
        How many mentors the need calls for.
    best_score, threshold : float or None
        Of the last ranking that was recorded for it; None where none ever was.
    accepted : int
        Mentors who said yes, and have not been refused since.
    """

    id: str
    project_id: str
    insee: str
    sector: int | None
    wanted: int
    best_score: float | None
    threshold: float | None
    accepted: int


ShownTags = tuple[str, float, list[str]]
"""One suggestion of a need's last ranking: the need, the score, the tags of the mentor."""


def facts(session: Session, period: Period) -> list[NeedFacts]:
    """Return the needs that entered the registry within a period, whatever became of them."""
    return _facts(session, period.holds(col(Need.created_at)))


def waiting(session: Session) -> list[NeedFacts]:
    """Return the needs of today that still want mentors."""
    is_open = and_(col(Need.closed_at).is_(None), col(Project.archived_at).is_(None))
    return _facts(session, is_open, still_wanting=True)


def _facts(session: Session, condition: ColumnElement[bool], *, still_wanting: bool = False) -> list[NeedFacts]:
    last, accepted = _last_runs(true()), _accepted()
    number = func.coalesce(accepted.c.number, 0)
    if still_wanting:
        condition = and_(condition, number < col(Need.mentors_wanted))
    statement = (
        select(
            col(Need.id),
            col(Need.project_id),
            col(Project.insee),
            col(Project.sector),
            col(Need.mentors_wanted),
            last.c.best_score,
            last.c.threshold,
            number,
        )
        .join(Project, col(Project.id) == col(Need.project_id))
        .outerjoin(last, and_(last.c.need_id == col(Need.id), last.c.place == 1))
        .outerjoin(accepted, accepted.c.need_id == col(Need.id))
        .where(condition)
    )
    return [NeedFacts(*row) for row in rows_of(session, statement)]


def shown_tags(session: Session, tags: Mapping[str, list[str]]) -> Iterator[ShownTags]:
    """Return, with the tags of each mentor, whom the last ranking that found anybody showed first, for every need."""
    last = _last_runs(col(Run.best_score) >= col(Run.threshold))
    statement = (
        select(last.c.need_id, col(Shown.score), col(Shown.mentor_id))
        .join(Shown, col(Shown.run_id) == last.c.id)
        .where(last.c.place == 1, col(Shown.position) <= _FIRST, col(Shown.mentor_id).is_not(None))
    )
    return ((need_id, score, tags[mentor_id]) for need_id, score, mentor_id in rows_of(session, statement))


def _last_runs(condition: ColumnElement[bool]) -> Subquery:
    """Return the rankings of mentors, `place` 1 being the last one of its need."""
    place = func.row_number().over(
        partition_by=col(Run.need_id), order_by=(col(Run.asked_at).desc(), col(Run.id).desc())
    )
    return (
        select(
            col(Run.need_id).label("need_id"),
            col(Run.id).label("id"),
            col(Run.best_score).label("best_score"),
            col(Run.threshold).label("threshold"),
            place.label("place"),
        )
        .where(col(Run.kind) == literal("mentor"), col(Run.need_id).is_not(None), condition)
        .subquery()
    )


def _accepted() -> Subquery:
    """Return how many mentors said yes to each need, here or by the team's own history."""
    last = last_words()
    told: Select[*tuple[Any, ...]] = select(last.c.need_id, last.c.mentor_id).where(
        last.c.place == 1, last.c.outcome != Outcome.REFUSED
    )
    paired = select(col(Pairing.need_id), col(Pairing.mentor_id)).where(
        col(Pairing.mentor_id).is_not(None), col(Pairing.state).in_(_YES)
    )
    both = told.union(paired).subquery()
    return select(both.c.need_id, func.count().label("number")).group_by(both.c.need_id).subquery()
