"""Normalised discounted cumulative gain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.metrics.ranks import check_depth, place

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ndcg(scores: NDArray[np.floating], grades: NDArray[np.integer], k: int) -> NDArray[np.float64]:
    """Return nDCG@k of each query: how much of the best possible gain its first `k` places hold.

    ``DCG@k = sum over ranks r = 1..k of (2^grade(r) - 1) / log2(r + 1)``, divided by the DCG@k of the best order of
    *all* documents (Järvelin and Kekäläinen 2002, with the exponential gain of Burges et al. 2005).

    Parameters
    ----------
    scores, grades : NDArray, shape (n_queries, n_documents)
        Scores (higher is better; ties in document order) and grades (0 = not judged).
    k : int
        Number of first places looked at, at least 1.

    Returns
    -------
    NDArray of float64, shape (n_queries,)
        In 0..1; 0 for a query without any document of grade 1 or more.

    Raises
    ------
    InputError
        Shapes differ, a score is not a number, or `k` is below 1.
    """
    check_depth(k)
    placed = place(scores, grades, at_least=1)
    gained = placed.per_query(_discounted(placed.grades, placed.ranks, k))
    # Best order: by grade within each query. Queries keep their segments, so `position` is the ideal rank.
    best_first = np.lexsort((-placed.grades, placed.queries))
    ideal = placed.per_query(_discounted(placed.grades[best_first], placed.position(), k))
    return np.divide(gained, ideal, out=np.zeros_like(gained), where=ideal > 0)


def _discounted(grades: NDArray[np.int64], ranks: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    return np.where(ranks <= k, (np.exp2(grades) - 1) / np.log2(ranks + 1), 0.0)
