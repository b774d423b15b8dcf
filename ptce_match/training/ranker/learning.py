"""From decisions to weights: a logistic regression that starts from the published prior and is held near it.

The estimate is the most probable one (MAP) under independent normal laws around the published weights:

    minimise  sum of weight * cross-entropy(target, sigmoid(ANCHOR + rows @ theta + b))
              + sum of ((theta - prior) / spread) ** 2 / 2  +  (b / INTERCEPT_SPREAD) ** 2 / 2,   theta >= 0

It is convex, so there is one answer, and with few decisions that answer is near the prior. `b` says how readily this
team says yes to what it decides about. Only pairs that somebody chose come to a decision, so b measures that choice and
not the pairs (logistic regression under outcome-dependent sampling, Prentice and Pyke 1979): it is fitted, and left
out of the ranker. Scores are anchored at the threshold instead: a pair there, with everything else neutral, keeps its
score, and learning does not touch the rule for "nobody fits".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from ptce_match.ranker import MENTOR_PRIOR, Weight, Weights
from ptce_match.training.ranker.design import ANCHOR, NAMES, PRIOR_THETA, Design, design
from ptce_match.training.ranker.propensity import ETA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ptce_match.training.ranker.decisions import Decisions

NAME: Final = "appris-mentors"
INTERCEPT_SPREAD: Final = 2.0
UNNAMED: Final = "essai"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is held to be true before any decision.

    With the default spreads no imagined team loses more than .006 of nDCG@5 after however few decisions; freer ones
    gain up to .008 more after 30 and lose up to .017 (`python -m scripts.learning_curve --spreads`).

    Attributes
    ----------
    slope_spread, weight_spread : float
        How far the slope and the weights may move: standard deviations of the prior, in log-odds.
    eta : float
        How fast attention falls along a list, see `propensity`.
    """

    slope_spread: float = 0.3
    weight_spread: float = 0.5
    eta: float = ETA


ASSUMED: Final = Assumptions()


@dataclass(frozen=True, slots=True)
class Learned:
    """A ranker learned from decisions.

    Attributes
    ----------
    weights : Weights
        Bit for bit the prior's numbers where there is no decision.
    theta : array, shape (p,)
        Slope and weights, see `design`.
    readiness : float
        b: log-odds by which this team says yes more often than the scores alone would tell; no part of the ranker.
    information : float
        What the decisions count for together, in whole decisions: ``(sum of weights) ** 2 / sum of squares`` (Kish).
    """

    weights: Weights
    theta: NDArray[np.float64]
    readiness: float
    information: float


def learn(decisions: Decisions, assumed: Assumptions = ASSUMED) -> Learned:
    """Return the most probable weights given decisions."""
    said = design(decisions.pairs, assumed.eta)
    if not len(said):
        return Learned(ranker_weights(PRIOR_THETA), PRIOR_THETA, 0.0, 0.0)
    spreads = np.array([assumed.slope_spread, *[assumed.weight_spread] * (len(NAMES) - 1), INTERCEPT_SPREAD])
    middle = np.append(PRIOR_THETA, 0.0)
    rows = np.hstack([said.rows, np.ones((len(said), 1))])

    def loss(place: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = ANCHOR + rows @ place
        away = (place - middle) / spreads
        value = said.weight @ cross_entropy(said.target, logits) + away @ away / 2
        return float(value), rows.T @ (said.weight * (expit(logits) - said.target)) + away / spreads

    bounds = [*[(0.0, None)] * len(NAMES), (None, None)]
    found = minimize(
        loss, middle, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000, "ftol": 1e-14, "gtol": 1e-9}
    )
    theta = np.asarray(found.x[:-1])
    total = float(said.weight.sum())
    return Learned(ranker_weights(theta), theta, float(found.x[-1]), total**2 / float(said.weight @ said.weight))


def ranker_weights(theta: NDArray[np.float64], version: str = UNNAMED) -> Weights:
    """Return the ranker of a slope and weights, anchored at the threshold; of the prior's own, the prior's numbers."""
    slope, *others = theta.tolist()
    of = {name: Weight(weight, MENTOR_PRIOR.of[name].neutral) for name, weight in zip(NAMES[1:], others, strict=True)}
    return replace(
        MENTOR_PRIOR,
        name=NAME,
        version=version,
        of=MappingProxyType(of),
        slope=slope,
        intercept=(1.0 - slope) * ANCHOR if slope != 1.0 else 0.0,
    )


def readiness(theta: NDArray[np.float64], said: Design) -> float:
    """Return the b that fits decisions best under fixed weights."""
    if not len(said):
        return 0.0

    def loss(place: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = ANCHOR + said.rows @ theta + place[0]
        value = said.weight @ cross_entropy(said.target, logits) + (place[0] / INTERCEPT_SPREAD) ** 2 / 2
        slope = said.weight @ (expit(logits) - said.target) + place[0] / INTERCEPT_SPREAD**2
        return float(value), np.array([slope])

    return float(minimize(loss, np.zeros(1), jac=True, method="L-BFGS-B").x[0])


def cross_entropy(target: NDArray[np.float64], logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``-target * log(p) - (1 - target) * log(1 - p)`` with p = sigmoid(logits), shape (n,), in nats."""
    return np.asarray(np.logaddexp(0.0, logits) - target * logits)
