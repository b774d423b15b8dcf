"""The values of several metrics over the same queries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_match.metrics import bootstrap_interval, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How a method fared, query by query.

    Attributes
    ----------
    query_ids : tuple of str
        The measured queries.
    values : mapping of str to NDArray of float64, each of shape (n_queries,)
        One entry a metric; NaN where a metric does not apply to a query. Two scorecards on the same queries can be
        compared with `ptce_match.metrics.paired_bootstrap`.
    """

    query_ids: tuple[str, ...]
    values: Mapping[str, NDArray[np.float64]]

    def means(self) -> dict[str, int | float | None]:
        """Return "n" and the mean of each metric; None where it applies to no query."""
        return {"n": len(self.query_ids), **{name: _number(mean(values)) for name, values in self.values.items()}}

    def intervals(self) -> dict[str, list[float | None]]:
        """Return the 95 % bootstrap interval [low, high] of each metric's mean."""
        return {name: [_number(end) for end in bootstrap_interval(values)] for name, values in self.values.items()}


def _number(value: float) -> float | None:
    # JSON has no NaN.
    return None if math.isnan(value) else value
