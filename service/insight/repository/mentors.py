"""Mentors as they stand, and how often each was shown, asked and heard from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, distinct, exists, func, or_, select
from sqlmodel import col

from ptce_match.network import Outcome
from service.insight.repository.decisions import last_words
from service.insight.repository.rows import rows_of
from service.matching.models import Run, Shown
from service.mentors.models import Mentor
from service.pairings.models import Pairing
from service.pairings.states import ENGAGED, State
from service.people.models import Membership, Person
from service.projects.models import Need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Mapped
    from sqlmodel import Session

    from service.insight.period import Period


SAID_YES: Final = frozenset({State.ACCEPTED, State.AGREED, State.CLOSED, State.DECLINED_BY_HOLDER})
"""States in which a mentor has said yes, whatever came of it."""


class MentorFacts(NamedTuple):
    """One mentor of today's network."""

    id: str
    status: str
    insee: str
    hours_per_month: float
    capacity: int
    tags: list[str]
    sectors: list[int]
    remote: bool | None


class MentorName(NamedTuple):
    """One mentor of today's network, for the team."""

    id: str
    name: str
    capacity: int


class Room(NamedTuple):
    """A mentor who is not on pause, and from where they work."""

    id: str
    insee: str
    radius_km: float
    remote: bool | None
    capacity: int


class Showings(NamedTuple):
    """For how many needs a mentor was shown, and for how many in first place."""

    mentor_id: str
    needs: int = 0
    first: int = 0


class Answers(NamedTuple):
    """How many requests a mentor received, and what they answered."""

    mentor_id: str
    asked: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    pending: int = 0


def present(session: Session, today: date) -> list[MentorFacts]:
    """Return the mentors whom the engine may suggest: not archived, not gone, not opposed; by identifier."""
    columns = [col(getattr(Mentor, name)) for name in MentorFacts._fields]
    # Sorted here: databases differ in how they order texts, and lists are paged by comparing identifiers.
    return sorted((MentorFacts(*row) for row in rows_of(session, _present(today, *columns))), key=lambda each: each.id)


def tags(session: Session) -> dict[str, list[str]]:
    """Return the tags of every mentor, archived ones too."""
    return dict(tuple(row) for row in rows_of(session, select(col(Mentor.id), col(Mentor.tags))))


def available(session: Session, today: date) -> list[Room]:
    """Return the mentors of today's network who are not on pause."""
    columns = [col(getattr(Mentor, name)) for name in Room._fields]
    paused = and_(col(Mentor.paused_until).is_not(None), col(Mentor.paused_until) >= today)
    return [Room(*row) for row in rows_of(session, _present(today, *columns).where(~paused))]


def names(session: Session, today: date) -> list[MentorName]:
    """Return the same mentors with their names."""
    statement = _present(today, col(Mentor.id), col(Person.name), col(Mentor.capacity))
    return sorted(MentorName(*row) for row in rows_of(session, statement))


def _present(today: date, *columns: Mapped[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Mentor)
        .join(Person, col(Person.id) == col(Mentor.person_id))
        .where(col(Mentor.archived_at).is_(None), col(Person.objected_at).is_(None), ~_gone(today))
    )


def _gone(today: date) -> ColumnElement[bool]:
    """Return the condition that somebody was a member once and is none any more."""
    once = exists().where(col(Membership.person_id) == col(Person.id))
    stays = or_(col(Membership.left_on).is_(None), col(Membership.left_on) > today)
    return and_(once, ~exists().where(col(Membership.person_id) == col(Person.id), stays))


def showings(session: Session, period: Period, only: Sequence[str] | None = None) -> list[Showings]:
    """Return for how many needs each mentor was shown within a period; the same need again counts once."""
    needs = func.count(distinct(col(Run.need_id)))
    statement = (
        select(col(Shown.mentor_id), needs, needs.filter(col(Shown.position) == 1))
        .join(Run, col(Run.id) == col(Shown.run_id))
        .where(_of(col(Shown.mentor_id), only), period.holds(col(Run.asked_at)))
        .group_by(col(Shown.mentor_id))
    )
    return [Showings(*row) for row in rows_of(session, statement)]


def requests(session: Session, period: Period, only: Sequence[str] | None = None) -> dict[str, int]:
    """Return how often each mentor was asked within a period."""
    statement = (
        select(col(Pairing.mentor_id), func.count()).where(_asked(period, only)).group_by(col(Pairing.mentor_id))
    )
    return dict(_pairs(session, statement))


def answers(session: Session, period: Period, only: Sequence[str] | None = None) -> list[Answers]:
    """Return what each mentor answered to the requests of a period."""
    state, number = col(Pairing.state), func.count()
    yes = or_(state.in_(SAID_YES), and_(state == State.WITHDRAWN, col(Pairing.answered_at).is_not(None)))
    statement = (
        select(
            col(Pairing.mentor_id),
            number,
            number.filter(yes),
            number.filter(state == State.DECLINED),
            number.filter(state == State.EXPIRED),
            number.filter(state == State.ASKED),
        )
        .where(_asked(period, only))
        .group_by(col(Pairing.mentor_id))
    )
    return [Answers(*row) for row in rows_of(session, statement)]


def _asked(period: Period, only: Sequence[str] | None) -> ColumnElement[bool]:
    sent = and_(col(Pairing.asked_at).is_not(None), period.holds(col(Pairing.asked_at)))
    return and_(_of(col(Pairing.mentor_id), only), sent)


def _of(mentor_id: Mapped[str | None], only: Sequence[str] | None) -> ColumnElement[bool]:
    return mentor_id.is_not(None) if only is None else mentor_id.in_(only)


def loads(session: Session) -> dict[str, int]:
    """Return in how many projects each mentor is engaged now, by a pairing under way or by the team's own history."""
    last = last_words()
    told: Select[*tuple[Any, ...]] = (
        select(last.c.mentor_id, col(Need.project_id))
        .join(Need, col(Need.id) == last.c.need_id)
        .where(last.c.place == 1, last.c.outcome == Outcome.ACCEPTED, last.c.pairing_id.is_(None))
    )
    paired = select(col(Pairing.mentor_id), col(Pairing.project_id)).where(
        col(Pairing.mentor_id).is_not(None), col(Pairing.state).in_(ENGAGED)
    )
    both = told.union(paired).subquery()
    return dict(_pairs(session, select(both.c.mentor_id, func.count()).group_by(both.c.mentor_id)))


def _pairs(session: Session, statement: Any) -> list[tuple[str, int]]:
    return [(mentor_id, int(number)) for mentor_id, number in rows_of(session, statement)]
