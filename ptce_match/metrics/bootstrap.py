"""How sure a mean over queries is, and whether two methods differ: bootstrap over queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """How much a method gains over another on the same queries.

    Attributes
    ----------
    mean : float
        Mean of first minus second.
    low, high : float
        Bootstrap interval of that mean.
    p : float
        Two-sided p-value of « no difference », in 0..1 and never 0.
    n : int
        Queries on which both are defined.
    """

    mean: float
    low: float
    high: float
    p: float
    n: int


def mean(values: NDArray[np.float64]) -> float:
    """Return the mean of the values that are numbers; NaN where there is none."""
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if defined.size else float("nan")


def bootstrap_interval(
    values: NDArray[np.float64], *, samples: int = 2000, seed: int = 0, level: float = 0.95
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of the mean of `values`.

    Queries are drawn with replacement, as many as there are; the interval lies between the ``(1 - level) / 2`` and
    ``(1 + level) / 2`` quantiles of the means of the draws (Efron and Tibshirani 1993, chapter 13).

    Parameters
    ----------
    values : NDArray of float64, shape (n_queries,)
        One metric's per-query values; NaN ones are left out before drawing.
    samples : int
        Number of draws, at least 1.
    seed : int
        Same seed, same interval.
    level : float
        Coverage, strictly between 0 and 1.

    Returns
    -------
    tuple of float
        Low and high ends, within the range of `values`; both NaN where no value is a number.

    Raises
    ------
    InputError
        `samples` or `level` is out of range.
    """
    means = _means_of_draws(values[~np.isnan(values)], samples, seed)
    return _interval(means, level)


def paired_bootstrap(
    a: NDArray[np.float64], b: NDArray[np.float64], *, samples: int = 2000, seed: int = 0, level: float = 0.95
) -> PairedDifference:
    """Compare two methods measured on the same queries.

    The differences ``a - b`` are drawn with replacement. ``p = (1 + draws whose mean lies at least |mean| away from
    mean) / (1 + samples)``: the bootstrap test shifted to the null hypothesis (Efron and Tibshirani 1993, chapter
    16; for retrieval, Smucker, Allan and Carterette 2007).

    Parameters
    ----------
    a, b : NDArray of float64, shape (n_queries,)
        Per-query values of the same metric, in the same order of queries. A query where either is NaN is left out.
    samples, seed, level
        As in `bootstrap_interval`.

    Raises
    ------
    InputError
        `a` and `b` differ in length, no query is defined in both, or `samples` or `level` is out of range.
    """
    if a.shape != b.shape:
        raise InputError(
            f"Deux méthodes se comparent sur les mêmes requêtes ; l'une en a {a.size}, l'autre {b.size}. "
            "Mesurez-les sur le même fichier de jugements."
        )
    difference = a - b
    difference = difference[~np.isnan(difference)]
    if not difference.size:
        raise InputError("Aucune requête n'est mesurée pour les deux méthodes : il n'y a rien à comparer.")
    means = _means_of_draws(difference, samples, seed)
    centre = float(difference.mean())
    # Rounding must not make a draw equal to the mean's opposite look nearer than it is.
    as_far = np.abs(means - centre) >= abs(centre) * (1 - 1e-12)
    low, high = _interval(means, level)
    p = (1 + int(np.count_nonzero(as_far))) / (1 + samples)
    return PairedDifference(centre, low, high, p, difference.size)


def _means_of_draws(values: NDArray[np.float64], samples: int, seed: int) -> NDArray[np.float64]:
    if samples < 1:
        raise InputError(f"Le nombre de tirages doit être au moins 1 ; vous avez donné {samples}.")
    if not values.size:
        return np.full(samples, np.nan)
    random = np.random.default_rng(seed)
    # One draw at a time: all at once would need samples x n_queries numbers in memory.
    return np.array([values[random.integers(values.size, size=values.size)].mean() for _ in range(samples)])


def _interval(means: NDArray[np.float64], level: float) -> tuple[float, float]:
    if not 0.0 < level < 1.0:
        raise InputError(f"Le niveau de confiance doit être entre 0 et 1, par exemple 0,95 ; vous avez donné {level}.")
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
