"""How evenly something is spread over people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def gini(amounts: ArrayLike) -> float | None:
    """Return the Gini coefficient of amounts that are not negative: 0 when all are equal, near 1 when one has everything.

    ``sum((2 i - n - 1) x_i) / (n sum(x))`` over the amounts in rising order, i from 1 (Dixon et al. 1987, without the
    correction for small samples). None where nothing was given to anybody.

    Parameters
    ----------
    amounts : array-like, shape (n,)
        One finite amount a person; those who got nothing count, with 0.
    """
    x = np.sort(np.asarray(amounts, dtype=np.float64))
    if not x.size or x[-1] == 0:
        return None
    x = x / x[-1]  # so that no sum overflows
    ranks = 2.0 * np.arange(1, x.size + 1) - x.size - 1
    return float(np.clip((ranks @ x) / (x.size * x.sum()), 0.0, 1.0))


def top_share(amounts: ArrayLike, part: float = 0.1) -> float | None:
    """Return which share of the total the `part` of the people with the most has, 0..1; None where there is no total.

    The number of people is rounded up: the top 10 % of 12 people are 2.
    """
    x = np.sort(np.asarray(amounts, dtype=np.float64))
    if not x.size or x[-1] == 0:
        return None
    x = x / x[-1]
    # 0.1 * 30 is slightly more than 3 in floating point.
    people = max(1, math.ceil(round(part * x.size, 9)))
    return float(min(1.0, x[-people:].sum() / x.sum()))
