"""How long something takes when part of it has not ended yet: the Kaplan–Meier estimate.

A plain mean over what has ended is too short: the slow ones are still open. Here a wait that is still open says "longer
than this" for as long as it was watched, and leaves the count afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

_ROUNDING = 1e-9


def kaplan_meier(durations: ArrayLike, ended: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the times at which waits ended, rising, and the share that lasts longer than each.

    ``S(t) = prod over t_i <= t of (1 - d_i / n_i)``, with d_i waits that end at t_i of the n_i that were watched until
    then (Kaplan & Meier 1958). A wait watched until exactly t_i counts in n_i.

    Parameters
    ----------
    durations : array-like of float, shape (n,)
        How long each wait was watched; not negative.
    ended : array-like of bool, shape (n,)
        Whether it had ended by then; False for one that was still open.
    """
    watched = np.asarray(durations, dtype=np.float64)
    happened = np.asarray(ended, dtype=bool)
    times, ends = np.unique(watched[happened], return_counts=True)
    at_risk = watched.size - np.searchsorted(np.sort(watched), times, side="left")
    lasting: NDArray[np.float64] = np.cumprod(1.0 - ends / at_risk, dtype=np.float64)
    return times, lasting


def quantiles(durations: ArrayLike, ended: ArrayLike, shares: Sequence[float]) -> list[float | None]:
    """Return, for each share, the shortest time by which at least that share of the waits has ended.

    None where too many are still open to tell: the time is then longer than anything that was watched to its end.
    """
    times, lasting = kaplan_meier(durations, ended)
    reached = [np.flatnonzero(lasting <= 1.0 - share + _ROUNDING) for share in shares]
    return [float(times[rows[0]]) if rows.size else None for rows in reached]
