"""Okapi BM25 over stems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csc_array

from ptce_match.lexical.words import stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ptce_match.lexical.bag import WordBag


class Bm25:
    """BM25 scores of queries against a fixed set of documents.

    ``score(q, d) = sum over stems t of q of idf(t) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * |d| / mean |d|))`` with
    ``idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5))`` (Robertson and Zaragoza 2009, with Lucene's positive idf).

    Parameters
    ----------
    bag : WordBag
        The documents; words are stemmed and stop words dropped here.
    k1, b : float
        Saturation of term frequency, and strength of length normalisation.
    base : Bm25 or None
        Whose word statistics (idf, mean length) are taken over instead of those of the documents themselves: a few
        documents are then scored as if they stood among the many that `base` holds.
    """

    def __init__(self, bag: WordBag, k1: float = 1.5, b: float = 0.75, base: Bm25 | None = None) -> None:
        self._columns: dict[str, int] = {}
        stems = [stem(word) for word in bag.vocabulary]
        of_word = np.array(
            [self._columns.setdefault(s, len(self._columns)) if s else -1 for s in stems], dtype=np.int64
        )
        counts = coo_array(bag.counts)
        kept = of_word[counts.col] >= 0 if counts.nnz else np.zeros(0, dtype=bool)
        rows, columns = counts.row[kept], of_word[counts.col[kept]]
        placed = coo_array((counts.data[kept], (rows, columns)), shape=(counts.shape[0], len(self._columns)))
        frequency = csc_array(placed)
        lengths = np.asarray(frequency.sum(axis=1), dtype=np.float64)
        if base is None:
            self.n_documents = max(frequency.shape[0], 1)
            self.mean_length = float(lengths.mean()) if lengths.size else 0.0
            self._idf = _rarity(self.n_documents, np.diff(frequency.indptr))
        else:
            self.n_documents, self.mean_length = base.n_documents, base.mean_length
            self._idf = base.rarities(self._columns)
        damping = k1 * (1 - b + b * lengths / (self.mean_length or 1.0))
        self._weights = _weigh(frequency, self._idf, damping, k1)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the BM25 score of every document, shape (n_documents,), at least 0."""
        total = np.zeros(self._weights.shape[0], dtype=np.float32)
        for word in words(query):
            column = self._columns.get(stem(word), -1)
            if column >= 0:
                start, stop = self._weights.indptr[column : column + 2]
                total[self._weights.indices[start:stop]] += self._weights.data[start:stop]
        return total

    def rarities(self, stems: Iterable[str]) -> NDArray[np.float64]:
        """Return the idf of stems, those never met being as rare as those met once."""
        unknown = float(_rarity(self.n_documents, np.ones(1))[0])
        known = [self._columns.get(stem, -1) for stem in stems]
        return np.array([unknown if column < 0 else self._idf[column] for column in known], dtype=np.float64)


def _rarity(n_documents: int, df: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(np.log(1 + (n_documents - df + 0.5) / (df + 0.5)))


def _weigh(frequency: csc_array, idf: NDArray[np.float64], damping: NDArray[np.float64], k1: float) -> csc_array:
    tf = frequency.data
    weights = np.repeat(idf, np.diff(frequency.indptr)) * tf * (k1 + 1) / (tf + damping[frequency.indices])
    return csc_array((weights.astype(np.float32), frequency.indices, frequency.indptr), shape=frequency.shape)
