"""How long each stage takes, from the entry of a need to the first meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from service.insight.repository import flow
from service.insight.schemas import Waiting, WaitingRow
from service.insight.suppression import FLOOR
from service.insight.survival import quantiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from service.insight.period import Period
    from service.insight.question import Question
    from service.insight.repository.flow import Waits

_STAGES: Final[tuple[tuple[str, str, Callable[[Session, Period, datetime], Waits]], ...]] = (
    ("first_ask", "du besoin à la première demande", flow.first_asks),
    ("answer", "de la demande à la réponse du bénévole", flow.answers),
    ("agreement", "du oui du bénévole à l'accord des deux", flow.agreements),
    ("first_meeting", "de l'accord à la première rencontre", flow.meetings),
)
_SIZES: Final = ((100, "100 et plus"), (50, "50 à 99"), (20, "20 à 49"), (FLOOR, "5 à 19"), (0, "moins de 5"))
_TAIL: Final = 20
"""Below so many ended waits the 90 % point is the wait of one or two people."""


def waiting(session: Session, question: Question) -> Waiting:
    """Return how long each stage takes, for what began within a period."""
    rows = [_row(name, label, find(session, question.period, question.now), question) for name, label, find in _STAGES]
    return Waiting.to(question, rows=rows)


def _row(stage: str, label: str, waits: Waits, question: Question) -> WaitingRow:
    median, p90 = quantiles(waits.watched, waits.over, (0.5, 0.9))
    n, ended = waits.over.size, int(waits.over.sum())
    size = next(text for least, text in _SIZES if n >= least)
    if not question.protected:
        counts = {"n": n, "ended": ended, "open": n - ended}
        return WaitingRow(
            stage=stage, label=label, size=size, **counts, median_days=_rounded(median, 1), p90_days=_rounded(p90, 1)
        )
    several = len({waits.project_ids[place] for place in np.flatnonzero(waits.over)}) >= FLOOR
    return WaitingRow(
        stage=stage,
        label=label,
        size=size,
        n=None,
        ended=None,
        open=None,
        median_days=_rounded(median, 0) if several else None,
        p90_days=_rounded(p90, 0) if several and ended >= _TAIL else None,
    )


def _rounded(days: float | None, digits: int) -> float | None:
    return None if days is None else round(days, digits)
