"""How often the team takes the first suggestion, and whether anybody still looks at the others."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from service.insight.proportions import wilson
from service.insight.repository import flow
from service.insight.schemas import FollowRate
from service.insight.suppression import FLOOR, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from service.insight.question import Question
    from service.insight.repository.flow import Choice

LAST: Final = 50
"""How many decisions the warning looks at, the last ones."""
FEWEST: Final = 20
"""With fewer, nothing can be said."""
OFTEN: Final = 0.9
QUICK_SECONDS: Final = 60.0


def follow_rate(session: Session, question: Question) -> FollowRate:
    """Return how often the first suggestion was taken within a period."""
    choices = flow.choices(session, question.period)
    taken = [choice for choice in choices if choice.first_taken]
    others = [choice for choice in choices if not choice.first_taken]
    row = question.table([Row("", (_cell(taken), _cell(others)))], 2).total
    hand = flow.by_hand(session, question.period)
    shown = row is not None and row.shown
    return FollowRate.to(
        question,
        decisions=len(choices) if row is not None else None,
        first_taken=len(taken) if shown else None,
        rate=wilson(len(taken), len(choices)) if shown else None,
        median_seconds=round(median(choice.seconds for choice in choices), 1) if choices and shown else None,
        by_hand=None if question.protected and 0 < hand < FLOOR else hand,
        warning=warning(choices) if shown else None,
    )


def warning(choices: Sequence[Choice]) -> str | None:
    """Return a sentence when the last decisions look like rubber-stamping, None when they do not.

    Parameters
    ----------
    choices : sequence of Choice
        Oldest first.
    """
    last = choices[-LAST:]
    taken = sum(choice.first_taken for choice in last)
    if len(last) < FEWEST or taken < OFTEN * len(last):
        return None
    if median(choice.seconds for choice in last) >= QUICK_SECONDS:
        return None
    return (
        f"Sur les {len(last)} dernières décisions, la première suggestion a été retenue {taken} fois "
        f"({100 * taken / len(last):.0f} %), le plus souvent moins d'une minute après son affichage. "
        "Une suggestion n'est qu'une piste : avant de décider, lisez ses raisons et ses réserves, et regardez les suivantes."
    )


def _cell(choices: Sequence[Choice]) -> Cell:
    return Cell(len(choices), frozenset(choice.project_id for choice in choices))
