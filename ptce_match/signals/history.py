"""What earlier decisions say about a pair and about a mentor."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.network import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ptce_match.network import Decision, Network

NO_HISTORY: Final = 0.5
_STEPS: Final = (Outcome.PROPOSED, Outcome.ACCEPTED, Outcome.REFUSED, Outcome.COMPLETED)
_PRIOR_RATING: Final = 4.0
_PRIOR_COUNT: Final = 3.0


def active_projects(network: Network, last: Iterable[Decision] | None = None) -> dict[str, int]:
    """Return how many distinct projects each mentor accompanies now: accepted and not completed since.

    Parameters
    ----------
    last : iterable of Decision or None
        What `latest` gave for the decisions of the network, where that is known already.
    """
    under_way: dict[str, set[str]] = defaultdict(set)
    for decision in latest(network.decisions) if last is None else last:
        if decision.outcome is Outcome.ACCEPTED:
            under_way[decision.mentor_id].add(network.need(decision.need_id).project_id)
    return {mentor_id: len(projects) for mentor_id, projects in under_way.items()}


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the last decision of each (need, mentor) pair, oldest first, whatever the order they come in.

    Of two on one day the further one counts: proposed, accepted, refused, completed.
    """
    last = {(decision.need_id, decision.mentor_id): decision for decision in sorted(decisions, key=_moment)}
    return sorted(last.values(), key=_moment)


def _moment(decision: Decision) -> tuple[object, ...]:
    step = _STEPS.index(decision.outcome)
    return decision.date, step, decision.need_id, decision.mentor_id, decision.rating or 0, decision.reason


def collaboration(decisions: Iterable[Decision]) -> float:
    """Return how well one mentor and one project worked together, in 0..1; 0.5 with nothing behind them.

    What is furthest from 0.5 counts; of a good and a bad experience just as far, the bad one.

    Parameters
    ----------
    decisions : iterable of Decision
        Those between this mentor and the needs of this project.
    """
    values = [_worth(decision) for decision in decisions]
    return max(sorted(values), key=lambda value: round(abs(value - NO_HISTORY), 9), default=NO_HISTORY)


def _worth(decision: Decision) -> float:
    if decision.outcome is Outcome.COMPLETED:
        return NO_HISTORY + 0.25 if decision.rating is None else (decision.rating - 1) / 4
    return {Outcome.ACCEPTED: 0.8, Outcome.REFUSED: 0.2}.get(decision.outcome, NO_HISTORY)


def feedback(ratings: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Return each mentor's mean rating, shrunk towards 4 out of 5 by three imagined ratings, mapped to 0..1.

    A single bad rating must not bury somebody: ``((4 * 3 + sum) / (3 + n) - 1) / 4`` (an empirical-Bayes mean).
    """
    totals = np.array([sum(r) for r in ratings], dtype=np.float64)
    counts = np.array([len(r) for r in ratings], dtype=np.float64)
    return ((_PRIOR_RATING * _PRIOR_COUNT + totals) / (_PRIOR_COUNT + counts) - 1) / 4


NO_FEEDBACK: Final = (_PRIOR_RATING - 1) / 4
