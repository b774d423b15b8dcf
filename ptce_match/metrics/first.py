"""Metrics of the first places: what a person who reads only the top of the list meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.metrics.ranks import check_depth, place

if TYPE_CHECKING:
    from numpy.typing import NDArray


def mrr(scores: NDArray[np.floating], grades: NDArray[np.integer], *, relevant: int = 2) -> NDArray[np.float64]:
    """Return the reciprocal rank of each query; its mean over queries is the MRR.

    ``RR = 1 / rank of the first relevant document`` (Voorhees 1999), over the whole ranking.

    Parameters
    ----------
    scores, grades : NDArray, shape (n_queries, n_documents)
        Scores (higher is better; ties in document order) and grades (0 = not judged).
    relevant : int
        Smallest grade that counts as relevant.

    Returns
    -------
    NDArray of float64, shape (n_queries,)
        In 0..1; 0 for a query without any relevant document.

    Raises
    ------
    InputError
        Shapes differ, a score is not a number, or `relevant` is below 1.
    """
    placed = place(scores, grades, relevant)
    return placed.per_query(np.where(placed.position() == 1, 1.0 / placed.ranks, 0.0))


def hit(scores: NDArray[np.floating], grades: NDArray[np.integer], k: int, *, relevant: int = 2) -> NDArray[np.float64]:
    """Return hit@k of each query: 1 where a relevant document is within the first `k`, else 0.

    Its mean over queries is known as success@k or hit rate (Herlocker et al. 2004). Parameters and errors are
    those of `mrr`, and `k`, the number of first places looked at, must be at least 1. A query without any relevant
    document gives 0.
    """
    check_depth(k)
    placed = place(scores, grades, relevant)
    return (placed.per_query((placed.ranks <= k).astype(np.float64)) > 0).astype(np.float64)


def top1(scores: NDArray[np.floating], grades: NDArray[np.integer], *, relevant: int = 2) -> NDArray[np.float64]:
    """Return 1 for each query whose first document is relevant, else 0: hit@1."""
    return hit(scores, grades, 1, relevant=relevant)


def hit3(scores: NDArray[np.floating], grades: NDArray[np.integer], k: int = 5) -> NDArray[np.float64]:
    """Return 1 for each query with a document of grade 3 within the first `k`, 0 where all of them come later.

    A query without any document of grade 3 gives NaN: it cannot succeed, so it does not count in the mean.
    """
    possible = (grades >= 3).any(axis=1)
    return np.where(possible, hit(scores, grades, k, relevant=3), np.nan)
