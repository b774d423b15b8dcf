"""The learning curve: how near to what a team wants the ranking comes, after how many decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.metrics import bootstrap_interval
from ptce_match.training.ranker.decisions import Decisions
from ptce_match.training.ranker.design import PRIOR_THETA
from ptce_match.training.ranker.exposure import SHOWN, discounts
from ptce_match.training.ranker.learning import ASSUMED, Assumptions, learn
from ptce_match.training.ranker.simulator import simulate
from ptce_match.training.ranker.teams import TEAMS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ptce_match.training.ranker.simulator import Field, Habits
    from ptce_match.training.ranker.teams import Team

SIZES: Final = (10, 30, 100, 300)
SEEDS: Final = 20


@dataclass(frozen=True, slots=True)
class Point:
    """One team after some decisions.

    Attributes
    ----------
    decisions : int
        0 for the prior.
    mean, low, high : float
        nDCG@5 against what the team wants, on needs that it never decided about; 95 % interval over seeds.
    """

    team: str
    decisions: int
    mean: float
    low: float
    high: float


def learning_curve(
    field: Field,
    teams: Sequence[Team] = TEAMS,
    sizes: Sequence[int] = SIZES,
    seeds: int = SEEDS,
    *,
    assumed: Assumptions = ASSUMED,
    habits: Habits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Point]:
    """Return the curve of each team: the prior, then each number of decisions.

    For each seed half of the needs, drawn anew, come up for decision and the other half is measured on.

    Parameters
    ----------
    assumed : Assumptions
        Those of `learning.learn`.
    """
    points = []
    for number, team in enumerate(teams):
        values = np.zeros((1 + len(sizes), seeds))
        for seed in range(seeds):
            decided, measured = halves(field, seed)
            decisions = simulate(field, team, max(sizes), seed, decided, habits)
            values[0, seed] = utility_ndcg(field, team, PRIOR_THETA, measured)
            for row, size in enumerate(sizes, start=1):
                theta = learn(Decisions(decisions.pairs[:size]), assumed).theta
                values[row, seed] = utility_ndcg(field, team, theta, measured)
            if progress is not None:
                progress(number * seeds + seed + 1, len(teams) * seeds)
        for size, row_values in zip((0, *sizes), values, strict=True):
            points.append(Point(team.name, size, float(row_values.mean()), *bootstrap_interval(row_values)))
    return points


def halves(field: Field, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of the needs to decide about, and of those to measure on, drawn by lot."""
    order = np.random.default_rng(seed).permutation(len(field.need_ids))
    return order[: len(order) // 2], order[len(order) // 2 :]


def utility_ndcg(field: Field, team: Team, theta: NDArray[np.float64], needs: NDArray[np.int64]) -> float:
    """Return the mean nDCG@5 over needs of a ranking by `theta`.

    The gain of a mentor is the probability with which the team would keep the pair (nDCG of Järvelin and Kekäläinen
    2002 with graded gains); 1 is the team's own order.
    """
    gains = field.utility(team)[needs]
    scores = field.columns[needs] @ theta
    best = np.argsort(-scores, axis=1, kind="stable")[:, :SHOWN]
    ideal = -np.sort(-gains, axis=1)[:, :SHOWN]
    discount = discounts(best.shape[1])
    return float(((np.take_along_axis(gains, best, axis=1) @ discount) / (ideal @ discount)).mean())
