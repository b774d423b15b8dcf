"""Okapi BM25 over stems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csc_array

from ptce_match.lexical.words import stem, words

if TYPE_CHECKING:
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
    """

    def __init__(self, bag: WordBag, k1: float = 1.5, b: float = 0.75) -> None:
        self._columns: dict[str, int] = {}
        stems = [stem(word) for word in bag.vocabulary]
        of_word = np.array(
            [self._columns.setdefault(s, len(self._columns)) if s else -1 for s in stems], dtype=np.int64
        )
        counts = coo_array(bag.counts)
        kept = of_word[counts.col] >= 0 if counts.nnz else np.zeros(0, dtype=bool)
        rows, columns = counts.row[kept], of_word[counts.col[kept]]
        frequency = coo_array((counts.data[kept], (rows, columns)), shape=(counts.shape[0], len(self._columns)))
        self._weights = _weigh(csc_array(frequency), k1, b)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the BM25 score of every document, shape (n_documents,), at least 0."""
        total = np.zeros(self._weights.shape[0], dtype=np.float32)
        for word in words(query):
            column = self._columns.get(stem(word), -1)
            if column >= 0:
                start, stop = self._weights.indptr[column : column + 2]
                total[self._weights.indices[start:stop]] += self._weights.data[start:stop]
        return total


def _weigh(frequency: csc_array, k1: float, b: float) -> csc_array:
    n_documents = max(frequency.shape[0], 1)
    lengths = np.asarray(frequency.sum(axis=1), dtype=np.float64)
    mean = float(lengths.mean()) if lengths.size else 0.0
    damping = k1 * (1 - b + b * lengths / (mean or 1.0))
    df = np.diff(frequency.indptr)
    idf = np.log(1 + (n_documents - df + 0.5) / (df + 0.5))
    tf = frequency.data
    weights = np.repeat(idf, df) * tf * (k1 + 1) / (tf + damping[frequency.indices])
    return csc_array((weights.astype(np.float32), frequency.indices, frequency.indptr), shape=frequency.shape)
