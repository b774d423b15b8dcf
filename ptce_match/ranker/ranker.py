"""From signals to a score, and back to what each signal contributed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ptce_match.ranker.prior import Weights
    from ptce_match.signals import SignalName

_EDGE: Final = 1e-6


class Ranker:
    """Scores pairs from their signals.

    The score rises with every signal (weights are not negative) and lies in 0..1.

    Parameters
    ----------
    weights : Weights
        The prior's, or learned ones.
    """

    def __init__(self, weights: Weights) -> None:
        if weights.slope < 0 or any(weight.weight < 0 for weight in weights.of.values()):
            raise ValueError("a signal in 0..1 speaks for the pair: its weight cannot be negative")
        self.weights = weights

    def score(self, signals: Mapping[SignalName, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return the score of each pair.

        Parameters
        ----------
        signals : mapping of SignalName to array of shape (n,), in 0..1
            A signal that is not there counts as neutral; one without a weight counts for nothing.
        """
        base = self.weights.base
        start = (
            np.full(np.shape(next(iter(signals.values()))), self.weights.intercept)
            if base is None
            else self.weights.intercept + self.weights.slope * log_odds(signals[base])
        )
        total = start + sum(self.contributions(signals).values())
        return 1.0 / (1.0 + np.exp(-total))

    def contributions(self, signals: Mapping[SignalName, NDArray[np.float64]]) -> dict[SignalName, NDArray[np.float64]]:
        """Return the log-odds that each weighted signal adds or takes away, arrays of shape (n,)."""
        return {
            name: weight.weight * (signals[name] - weight.neutral)
            for name, weight in self.weights.of.items()
            if name in signals
        }


def log_odds(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of probabilities, which are kept a millionth away from 0 and 1."""
    bounded = np.clip(value, _EDGE, 1.0 - _EDGE)
    return np.asarray(np.log(bounded / (1.0 - bounded)))
