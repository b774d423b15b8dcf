"""Metrics of completeness: how many of the relevant documents are found, and how early."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.metrics.ranks import check_depth, place

if TYPE_CHECKING:
    from numpy.typing import NDArray


def recall(
    scores: NDArray[np.floating], grades: NDArray[np.integer], k: int, *, relevant: int = 2
) -> NDArray[np.float64]:
    """Return recall@k of each query.

    ``recall@k = relevant documents within the first k / relevant documents`` (Manning et al. 2008, chapter 8). A
    query with more than `k` relevant documents cannot reach 1.

    Parameters
    ----------
    scores, grades : NDArray, shape (n_queries, n_documents)
        Scores (higher is better; ties in document order) and grades (0 = not judged).
    k : int
        Number of first places looked at, at least 1.
    relevant : int
        Smallest grade that counts as relevant.

    Returns
    -------
    NDArray of float64, shape (n_queries,)
        In 0..1; 0 for a query without any relevant document, as trec_eval does.

    Raises
    ------
    InputError
        Shapes differ, a score is not a number, or `k` or `relevant` is below 1.
    """
    check_depth(k)
    placed = place(scores, grades, relevant)
    found = placed.per_query((placed.ranks <= k).astype(np.float64))
    return found / np.maximum(placed.per_query(), 1.0)


def average_precision(
    scores: NDArray[np.floating], grades: NDArray[np.integer], *, relevant: int = 2
) -> NDArray[np.float64]:
    """Return the average precision of each query; its mean over queries is the MAP.

    ``AP = mean over relevant documents d of (relevant documents at rank(d) or before) / rank(d)``, over the whole
    ranking (Manning et al. 2008, chapter 8). Parameters, errors and the 0 of a query without any relevant document
    are those of `recall`.
    """
    placed = place(scores, grades, relevant)
    summed = placed.per_query(placed.position() / placed.ranks)
    return summed / np.maximum(placed.per_query(), 1.0)
