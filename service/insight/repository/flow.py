"""How requests go, from a need to the first meeting."""

from __future__ import annotations

from array import array
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from sqlalchemy import Float, and_, case, func, literal, null, select
from sqlmodel import col

from service.audit.models import AuditEntry
from service.insight.repository.moments import days
from service.insight.repository.rows import rows_of
from service.matching.models import Run
from service.meetings.models import Meeting
from service.pairings.models import Pairing, TrainingRow
from service.pairings.states import State
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Mapped
    from sqlmodel import Session

    from service.insight.period import Period

# Not by kind: nearly all are of one kind, and a search by its index would be slower than none.
_MENTORS: Final = col(Pairing.mentor_id).is_not(None)


_CAME_TO_NOTHING: Final = frozenset({State.EXPIRED, State.DECLINED_BY_HOLDER})


class Waits(NamedTuple):
    """Waits of one kind.

    Attributes
    ----------
    project_ids : list of str
    watched : ndarray of float, shape (n,)
        Days until each ended, was given up, or until now; never negative.
    over : ndarray of bool, shape (n,)
        Whether it has ended.
    """

    project_ids: list[str]
    watched: NDArray[np.float64]
    over: NDArray[np.bool_]


class Outcomes(NamedTuple):
    """How many pairings stand alike; `behind` is the person or project that they are of, where that is asked."""

    state: str
    reason: str | None
    answered: bool
    behind: str | None
    number: int


class Choice(NamedTuple):
    """What the team did with one ranking: the first position that it took, and after how many seconds."""

    run_id: str
    project_id: str
    first_taken: bool
    seconds: float
    decided: float


def first_asks(session: Session, period: Period, now: datetime) -> Waits:
    """From the entry of a need to the first mentor who was asked; needs that entered within the period."""
    asked = (
        select(col(Pairing.need_id).label("need_id"), func.min(col(Pairing.asked_at)).label("at"))
        .where(_MENTORS, col(Pairing.asked_at).is_not(None))
        .group_by(col(Pairing.need_id))
        .subquery()
    )
    left = func.coalesce(col(Need.closed_at), col(Project.archived_at))
    statement = (
        select(col(Need.project_id), *_watched(now, col(Need.created_at), asked.c.at, left))
        .join(Project, col(Project.id) == col(Need.project_id))
        .outerjoin(asked, asked.c.need_id == col(Need.id))
        .where(period.holds(col(Need.created_at)))
    )
    return _waits(session, statement)


def answers(session: Session, period: Period, now: datetime) -> Waits:
    """From a request to the mentor's answer; requests sent within the period."""
    asked = and_(col(Pairing.asked_at).is_not(None), period.holds(col(Pairing.asked_at)))
    return _waits(session, _step(now, col(Pairing.asked_at), col(Pairing.answered_at)).where(asked))


def agreements(session: Session, period: Period, now: datetime) -> Waits:
    """From a mentor's yes to the agreement of both; answers given within the period."""
    said_yes = and_(
        col(Pairing.answered_at).is_not(None),
        col(Pairing.state) != State.DECLINED,
        period.holds(col(Pairing.answered_at)),
    )
    return _waits(session, _step(now, col(Pairing.answered_at), col(Pairing.agreed_at)).where(said_yes))


def meetings(session: Session, period: Period, now: datetime) -> Waits:
    """From the agreement of both to the first meeting; agreements made within the period."""
    first = (
        select(col(Meeting.pairing_id).label("pairing_id"), func.min(col(Meeting.held_on)).label("held_on"))
        .group_by(col(Meeting.pairing_id))
        .subquery()
    )
    moments = _watched(now, col(Pairing.agreed_at), first.c.held_on, col(Pairing.closed_at))
    statement = (
        select(col(Pairing.project_id), *moments)
        .outerjoin(first, first.c.pairing_id == col(Pairing.id))
        .where(_MENTORS, col(Pairing.agreed_at).is_not(None), period.holds(col(Pairing.agreed_at)))
    )
    return _waits(session, statement)


def _step(now: datetime, begun: Mapped[Any], ended: Mapped[Any]) -> Select[*tuple[Any, ...]]:
    """Return the wait between two moments of a pairing, watched until the pairing came to nothing."""
    withdrawn = (
        select(func.max(col(AuditEntry.at)))
        .where(col(AuditEntry.entity_id) == col(Pairing.id), col(AuditEntry.action) == "pairing.withdraw")
        .scalar_subquery()
    )
    # A pairing does not keep when it ended without an agreement: its training row does, or the audit log.
    left = case(
        (col(Pairing.state) == State.WITHDRAWN, func.coalesce(withdrawn, begun)),
        (col(Pairing.state).in_(_CAME_TO_NOTHING), func.coalesce(col(TrainingRow.decided_at), begun)),
    )
    return (
        select(col(Pairing.project_id), *_watched(now, begun, ended, left))
        .outerjoin(TrainingRow, col(TrainingRow.pairing_id) == col(Pairing.id))
        .where(_MENTORS)
    )


def _watched(now: datetime, begun: Any, ended: Any, left: Any) -> tuple[ColumnElement[float], ColumnElement[int]]:
    """Return how long a wait was watched, and 1 where it has ended by now."""
    today, end = literal(now.timestamp() / 86_400, Float()), days(ended)
    given_up = func.coalesce(days(left), today)
    until = case((end <= today, end), (given_up <= today, given_up), else_=today)
    return until - days(begun), case((end <= today, 1), else_=0)


def _waits(session: Session, statement: Select[*tuple[Any, ...]]) -> Waits:
    projects, watched, over = list[str](), array("d"), array("b")
    for project, wait, ended in rows_of(session, statement):
        projects.append(project)
        watched.append(wait)
        over.append(ended)
    # A meeting is noted by its day, which begins before an agreement of the same day.
    return Waits(projects, np.maximum(0.0, np.array(watched)), np.array(over, dtype=bool))


def decided(session: Session, period: Period, *, people: bool) -> list[Outcomes]:
    """Return what the team did with the suggestions that it took up or rejected within the period.

    Alternates in reserve are no decision yet. With `people`, by the project behind.
    """
    decision = and_(col(Pairing.state) != State.WAITING, period.holds(col(Pairing.created_at)))
    return _outcomes(session, decision, col(Pairing.project_id) if people else None)


def asked(session: Session, period: Period, *, people: bool) -> list[Outcomes]:
    """Return what came of the requests sent within the period; with `people`, by the mentor behind."""
    sent = and_(col(Pairing.asked_at).is_not(None), period.holds(col(Pairing.asked_at)))
    return _outcomes(session, sent, col(Pairing.mentor_id) if people else None)


def _outcomes(session: Session, condition: ColumnElement[bool], behind: Mapped[Any] | None) -> list[Outcomes]:
    kinds = (col(Pairing.state), col(Pairing.reason), col(Pairing.answered_at).is_not(None))
    keys = kinds if behind is None else (*kinds, behind)
    told = null() if behind is None else behind
    statement = select(*kinds, told, func.count()).where(_MENTORS, condition).group_by(*keys)
    return [Outcomes(*row) for row in rows_of(session, statement)]


def choices(session: Session, period: Period) -> list[Choice]:
    """Return, oldest first, each ranking that the team decided on within the period.

    A ranking is decided on with the first suggestion of it that is taken up or rejected. Alternates do not count:
    naming somebody as a substitute is not choosing them.
    """
    taken = and_(col(Pairing.run_position) == 1, col(Pairing.state) != State.REJECTED)
    decided_at = func.min(col(Pairing.created_at))
    statement = (
        select(
            col(Run.id),
            col(Run.project_id),
            func.count().filter(taken),
            days(decided_at) - days(col(Run.asked_at)),
            days(decided_at),
        )
        .join(Pairing, col(Pairing.run_id) == col(Run.id))
        .where(
            _MENTORS,
            col(Pairing.run_position).is_not(None),
            col(Pairing.alternate_rank) == 0,
            period.holds(col(Pairing.created_at)),
        )
        .group_by(col(Run.id), col(Run.project_id), col(Run.asked_at))
        .order_by(decided_at, col(Run.id))
    )
    rows = rows_of(session, statement)
    return [Choice(run, project, first > 0, max(0.0, wait) * 86_400, at) for run, project, first, wait, at in rows]


def by_hand(session: Session, period: Period) -> int:
    """Return how many mentors the team chose within the period without any ranking."""
    statement = select(func.count()).where(
        _MENTORS,
        col(Pairing.run_position).is_(None),
        col(Pairing.alternate_rank) == 0,
        period.holds(col(Pairing.created_at)),
    )
    ((number,),) = rows_of(session, statement)
    return int(number)
