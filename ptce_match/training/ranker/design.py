"""Judged pairs as numbers: what is fitted, to what, and how much each pair counts.

Columns are the log-odds of the base signal, counted from the score below which nobody is shown, then each signal minus
its neutral value, in the order of the prior. With `theta` the slope and the weights in the same order, the log-odds of
a pair are ``ANCHOR + rows @ theta + b``, where b is how readily this team says yes.

A pair that no ranking showed was put together by somebody who knows the people. It was chosen for skill, often for skill
that no text tells: among such pairs the texts seem worth less than they are among all (selection on what is not
observed, Heckman 1979). So it teaches what distance, time and the rest weigh, and nothing about the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.ranker import MENTOR_PRIOR, log_odds
from ptce_match.signals import SignalName
from ptce_match.training.ranker.decisions import Judgment
from ptce_match.training.ranker.propensity import ETA, position_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.ranker import Weights
    from ptce_match.training.ranker.decisions import JudgedPair

FARTHEST: Final = 4.0
"""Log-odds below the threshold at which a text is as silent as it can be: one profile of two words must not decide."""
OF_SKILL: Final = frozenset({SignalName.EXPERTISE, SignalName.TAGS})
"""What a pair that no ranking showed says nothing about."""
RATED_WEIGHT: Final = 1.5
"""A rating says how it went, an agreement only what was hoped."""
NAMES: Final = (SignalName.EXPERTISE, *MENTOR_PRIOR.of)
ANCHOR: Final = float(log_odds(np.array(MENTOR_PRIOR.threshold)))


@dataclass(frozen=True, slots=True)
class Design:
    """What decisions say to the ranker.

    Attributes
    ----------
    rows : array, shape (n, p)
        0 in the columns that a pair says nothing about.
    target : array, shape (n,), in 0..1
        1 where the team kept the pair.
    weight : array, shape (n,), positive
    """

    rows: NDArray[np.float64]
    target: NDArray[np.float64]
    weight: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.target)


def theta_of(weights: Weights) -> NDArray[np.float64]:
    """Return the slope and the weights of a ranker in the order of the columns, shape (p,)."""
    return np.array([weights.slope, *(weights.of[name].weight if name in weights.of else 0.0 for name in NAMES[1:])])


PRIOR_THETA: Final = theta_of(MENTOR_PRIOR)


def features(pairs: Sequence[JudgedPair]) -> NDArray[np.float64]:
    """Return the columns of each pair, shape (n, p); a signal that is not there counts as neutral."""
    base = np.array([pair.signals[SignalName.EXPERTISE] for pair in pairs])
    columns = [np.maximum(log_odds(base) - ANCHOR, -FARTHEST)]
    for name in NAMES[1:]:
        neutral = MENTOR_PRIOR.of[name].neutral
        columns.append(np.array([pair.signals.get(name, neutral) for pair in pairs]) - neutral)
    return np.stack(columns, axis=1)


def telling(pairs: Sequence[JudgedPair]) -> list[JudgedPair]:
    """Return the pairs that say something, in their order: those of which a `Design` has a row."""
    return [pair for pair in pairs if outcome_weight(pair) > 0]


def design(pairs: Sequence[JudgedPair], eta: float = ETA) -> Design:
    """Return what pairs say to the ranker; those that say nothing are left out. For `eta` see `propensity`."""
    saying = telling(pairs)
    if not saying:
        none = np.zeros(0)
        return Design(np.zeros((0, len(NAMES))), none, none)
    columns = features(saying)
    chosen = np.array([pair.position is None for pair in saying])
    columns[:, [name in OF_SKILL for name in NAMES]] *= ~chosen[:, None]
    return Design(
        rows=columns,
        target=np.array([target(pair) for pair in saying]),
        weight=np.array([outcome_weight(pair) * position_weight(pair.position, eta) for pair in saying]),
    )


def target(pair: JudgedPair) -> float:
    """Return in 0..1 how far the team kept a pair: ratings of 1 and 5 are no and yes, 3 is undecided."""
    if pair.judgment is Judgment.RATED and pair.rating is not None:
        return min(max((pair.rating - 1.5) / 3.0, 0.0), 1.0)
    return 0.0 if pair.judgment is Judgment.REFUSED else 1.0


def outcome_weight(pair: JudgedPair) -> float:
    """Return how much a pair counts for what came of it."""
    if pair.judgment is Judgment.RATED:
        return RATED_WEIGHT
    return pair.reason.weight if pair.judgment is Judgment.REFUSED else 1.0
