"""Does the mentor have time, and a place left?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENOUGH_HOURS: Final = 4.0
"""Hours a month that one accompaniment takes when it goes well."""


def availability(hours_per_month: NDArray[np.float64], active: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the hours that would be left for one more project, over the four that it takes, at most 1, shape (n,).

    Parameters
    ----------
    hours_per_month : array, shape (n,)
        Time offered in all.
    active : array of int, shape (n,)
        Projects under way, which share that time equally with the new one.
    """
    return np.clip(hours_per_month / (active + 1) / ENOUGH_HOURS, 0.0, 1.0)


def capacity(capacity: NDArray[np.int64], active: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return 1 for a mentor with room, 0.5 for a last place among several, 0 for none, shape (n,)."""
    left = capacity - active
    return np.where(left <= 0, 0.0, np.where((left == 1) & (capacity > 1), 0.5, 1.0))
