"""Where the judged documents of each query come in its ranking: all that the metrics need to know.

A ranking goes from the highest score to the lowest; documents of equal score come in document order, the lowest
column first. So a ranking is a function of the scores alone, the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Up to this many documents are placed by counting who comes before; beyond, sorting the whole row is cheaper.
_COUNTED: Final = 32


@dataclass(frozen=True, slots=True)
class Placed:
    """The documents of at least some grade, each with its rank; ordered by query, then by rank.

    Attributes
    ----------
    n_queries : int
        Number of queries, those without any such document included.
    queries : NDArray of intp, shape (n_placed,)
        Row of each document's query, ascending.
    grades : NDArray of int64, shape (n_placed,)
        Grade of each document.
    ranks : NDArray of int64, shape (n_placed,)
        Rank of each document in its query's ranking, from 1; ascending within a query.
    """

    n_queries: int
    queries: NDArray[np.intp]
    grades: NDArray[np.int64]
    ranks: NDArray[np.int64]

    def per_query(self, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return the sum of `weights` (their number by default) over each query's documents, shape (n_queries,)."""
        return np.bincount(self.queries, weights, minlength=self.n_queries).astype(np.float64)

    def position(self) -> NDArray[np.int64]:
        """Return the place of each document among those of its query, from 1, shape (n_placed,)."""
        starts = np.searchsorted(self.queries, self.queries)
        return np.arange(1, self.queries.size + 1) - starts


def place(scores: NDArray[np.floating], grades: NDArray[np.integer], at_least: int) -> Placed:
    """Find the rank of every document of grade `at_least` or more.

    Parameters
    ----------
    scores : NDArray of float, shape (n_queries, n_documents)
        Higher is better; infinities allowed.
    grades : NDArray of int, shape (n_queries, n_documents)
        0 = not judged, or judged useless.
    at_least : int
        Smallest grade of interest, at least 1.

    Raises
    ------
    InputError
        The two matrices have not the same shape, a score is not a number, or `at_least` is below 1.
    """
    _check(scores, grades, at_least)
    queries, columns = np.nonzero(grades >= at_least)
    edges = np.searchsorted(queries, np.arange(scores.shape[0] + 1))
    ranks = np.zeros(queries.size, dtype=np.int64)
    for query in np.unique(queries):
        span = slice(edges[query], edges[query + 1])
        ranks[span] = _ranks(scores[query], columns[span])
    order = np.lexsort((ranks, queries))
    kept = grades[queries, columns].astype(np.int64)
    return Placed(scores.shape[0], queries[order], kept[order], ranks[order])


def check_depth(k: int) -> None:
    """Raise InputError where `k`, the number of first places looked at, is below 1."""
    if k < 1:
        raise InputError(f"Le nombre de premières places à regarder doit être au moins 1 ; vous avez donné {k}.")


def _ranks(row: NDArray[np.floating], columns: NDArray[np.intp]) -> NDArray[np.int64]:
    if columns.size > _COUNTED:
        order = np.argsort(-row, kind="stable")
        ranks = np.empty(row.size, dtype=np.int64)
        ranks[order] = np.arange(1, row.size + 1)
        return ranks[columns]
    own = row[columns, None]
    ahead = (row > own) | ((row == own) & (np.arange(row.size) < columns[:, None]))
    before: NDArray[np.int64] = np.count_nonzero(ahead, axis=1)
    return before + 1


def _check(scores: NDArray[np.floating], grades: NDArray[np.integer], at_least: int) -> None:
    if scores.ndim != 2 or scores.shape != grades.shape:
        raise InputError(
            "Les scores et les pertinences doivent former deux tableaux de mêmes dimensions (requêtes × documents) ; "
            f"vous avez donné {scores.shape} et {grades.shape}."
        )
    if np.isnan(scores).any():
        query, document = (int(index) for index in np.argwhere(np.isnan(scores))[0])
        raise InputError(
            f"Le score de la requête n° {query + 1} pour le document n° {document + 1} n'est pas un nombre : "
            "le classement n'aurait pas de sens."
        )
    if at_least < 1:
        raise InputError(f"La plus petite pertinence comptée doit être au moins 1 ; vous avez donné {at_least}.")
