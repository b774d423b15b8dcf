"""Who asks, about which days, and how much detail they may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Depends

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.clock import local_day
from service.insight.period import Period, Since, Until, asked_period, one_year
from service.insight.suppression import protected, whole
from service.state import Service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.insight.suppression import Row, Table

_EVERYTHING: Final = TEAM | {Role.OPERATIONAL_GROUP}
PROTECTED_NOTE: Final = (
    "Pour ne désigner personne, ce qui concerne moins de 5 personnes ou projets est regroupé sous « autres » ou laissé "
    "vide, ainsi que ce qui permettrait de le retrouver par différence."
)

Reader = Annotated[
    Actor,
    Allow(
        Role.ANIMATION,
        Role.ADMIN,
        Role.OPERATIONAL_GROUP,
        Role.STEERING_COMMITTEE,
        Role.ANALYST,
        scope=Scope.INSIGHT,
    ),
]


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    protected : bool
        Whether small numbers are left out: for the steering committee and the analysts.
    """

    now: datetime
    protected: bool
    period: Period = field(default_factory=Period)

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self.now)

    @property
    def note(self) -> str:
        """What the reader must know about numbers that were left out."""
        return PROTECTED_NOTE if self.protected else ""

    def table(self, rows: Sequence[Row], width: int) -> Table:
        """Return the table that the reader may see."""
        return protected(rows, width) if self.protected else whole(rows, width)


def _now(actor: Reader, service_: Service) -> Question:
    return Question(service_.clock(), protected=not actor.roles & _EVERYTHING)


def _during(question: Annotated[Question, Depends(_now)], since: Since = None, until: Until = None) -> Question:
    period = asked_period(since, until)
    if question.protected:
        period = one_year(period, question.today)
    return Question(question.now, question.protected, period)


Now = Annotated[Question, Depends(_now)]
"""A question about how things stand today."""

During = Annotated[Question, Depends(_during)]
"""A question about a period."""
