"""The stretch of time that a figure speaks of, in whole days of the users' own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Query
from sqlalchemy import and_, true

from service.problems import invalid

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Mapped

_FIRST: Final = date(1971, 1, 1)
_LAST: Final = date(9998, 12, 31)

Since = Annotated[
    date | None, Query(ge=_FIRST, le=_LAST, description="Premier jour compris ; sans lui, depuis le début.")
]
Until = Annotated[
    date | None, Query(ge=_FIRST, le=_LAST, description="Dernier jour compris ; sans lui, jusqu'à aujourd'hui.")
]


@dataclass(frozen=True)
class Period:
    """Days from `since` to `until`, both included; None where it is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, moment: Mapped[datetime] | Mapped[datetime | None]) -> ColumnElement[bool]:
        """Return the condition that a moment lies within; a moment that is not known lies in no bounded period."""
        bounds: list[ColumnElement[bool]] = [true()]
        if self.since is not None:
            bounds.append(moment >= _start(self.since))
        if self.until is not None:
            bounds.append(moment < _start(self.until + timedelta(days=1)))
        return and_(*bounds)

    def months(self, month: Mapped[date]) -> ColumnElement[bool]:
        """Return the condition that a month, given by its first day, is touched by the period."""
        bounds: list[ColumnElement[bool]] = [true()]
        if self.since is not None:
            bounds.append(month >= self.since.replace(day=1))
        if self.until is not None:
            bounds.append(month <= self.until)
        return and_(*bounds)


def asked_period(since: date | None, until: date | None) -> Period:
    """Return the period that was asked for.

    Raises
    ------
    ProblemError
        It ends before it begins (422).
    """
    if since is not None and until is not None and until < since:
        raise invalid("until", "la fin de la période précède son début : échangez since et until")
    return Period(since, until)


def one_year(period: Period, today: date) -> Period:
    """Return the whole calendar year that a period lies in; this year where nothing is asked.

    Years do not overlap: no two answers can be subtracted from each other to see what happened on a few days.

    Raises
    ------
    ProblemError
        The period touches several years (422).
    """
    since = period.since or period.until or today
    until = period.until or period.since or today
    if since.year != until.year:
        raise invalid(
            "since",
            "ces chiffres se consultent année par année, pour ne désigner personne : donnez since et until dans la même année",
        )
    return Period(date(since.year, 1, 1), date(since.year, 12, 31))


def _start(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
