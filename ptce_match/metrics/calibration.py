"""Whether probabilities mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def calibration_error(probabilities: ArrayLike, outcomes: ArrayLike, bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al. 2015), 0..1; 0 is honest.

    ``sum over bins of (share of pairs in the bin) * |mean probability - share of right ones|``, over bins of equal width.

    Parameters
    ----------
    probabilities : array of float, shape (n,), in 0..1
    outcomes : array of bool, shape (n,)
    bins : int

    Raises
    ------
    ValueError
        The shapes differ, there is nothing, or a probability is not in 0..1.
    """
    stated, happened = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if stated.shape != happened.shape or stated.ndim != 1 or not stated.size:
        raise ValueError(f"needs two arrays of one shape (n,), n > 0, not {stated.shape} and {happened.shape}")
    if not ((stated >= 0) & (stated <= 1)).all():
        raise ValueError("probabilities lie in 0..1")
    place = np.minimum((stated * bins).astype(np.int64), bins - 1)
    gaps = np.bincount(place, stated - happened, minlength=bins)
    return float(np.abs(gaps).sum() / stated.size)
