"""TF-IDF over character n-grams, computed through words.

Character n-grams forgive typing errors and see compounds and inflections, which French needs. N-grams never cross a
word, so a document's n-gram vector is its word counts times a fixed (word, n-gram) table, and the cosine with a
query is one product with the word counts: a weight for each word, then a sum over the words of each document.
No (document, n-gram) matrix is kept, and 100,000 profiles are scored in milliseconds.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from ptce_match.lexical.words import words
from ptce_match.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ptce_match.lexical.bag import WordBag

SIZES: Final = (3, 4, 5)
_ROWS_AT_ONCE: Final = 4096
_QUERIES: Final = 256


def chargrams(word: str) -> list[str]:
    """Return the 3- to 5-grams of a word padded with spaces (scikit-learn's ``char_wb`` analyser, for one word)."""
    padded = f" {word} "
    grams: list[str] = []
    for size in SIZES:
        last = max(len(padded) - size, 0)
        grams.extend(padded[start : start + size] for start in range(last + 1))
        if last == 0:
            break
    return grams


@lru_cache(maxsize=4096)
def _query_chargrams(word: str) -> tuple[str, ...]:
    # One need is scored against several sets of documents, one after the other.
    return tuple(chargrams(word))


class CharTfidf:
    """Cosine of TF-IDF vectors of character 3-5-grams between queries and a fixed set of documents.

    Term frequency is the plain count, idf is ``ln((1 + n) / (1 + df)) + 1`` and vectors have unit length, so the
    values equal those of scikit-learn's ``TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))`` on folded words.

    Parameters
    ----------
    bag : WordBag
        The documents.
    base : CharTfidf or None
        Whose idf is taken over instead of that of the documents themselves: a few documents are then scored as if they
        stood among the many that `base` holds.
    """

    def __init__(self, bag: WordBag, base: CharTfidf | None = None) -> None:
        self.bag = bag
        self._base = base
        self._columns: dict[str, int] = {}
        self._grams = self._count(bag.vocabulary, grow=True)
        self._idf = self._frequency(bag.counts) if base is None else base.rarities(self._columns)
        self._inverse_norms = self._inverse(bag.counts)
        self._weighted = csr_array(self._grams.multiply(self._idf[None, :]))
        self._lengths: Remembered[float] = Remembered(_QUERIES)

    def _count(self, vocabulary: Iterable[str], *, grow: bool) -> csr_array:
        columns: list[int] = []
        starts = [0]
        for word in vocabulary:
            if grow:
                columns.extend(self._columns.setdefault(gram, len(self._columns)) for gram in chargrams(word))
            else:
                columns.extend(self._columns[gram] for gram in _query_chargrams(word) if gram in self._columns)
            starts.append(len(columns))
        shape = (len(starts) - 1, len(self._columns))
        return csr_array((np.ones(len(columns), dtype=np.float32), columns, starts), shape=shape)

    def _frequency(self, counts: csr_array) -> NDArray[np.float32]:
        """Return the idf of each n-gram."""
        frequency = np.zeros(len(self._columns), dtype=np.int64)
        for start in range(0, counts.shape[0], _ROWS_AT_ONCE):
            block = counts[start : start + _ROWS_AT_ONCE] @ self._grams
            frequency += np.bincount(block.indices, minlength=len(self._columns))
        return _rarity(counts.shape[0], frequency)

    def rarities(self, grams: Iterable[str]) -> NDArray[np.float32]:
        """Return the idf of n-grams, those never met being as rare as those met once."""
        unknown = _rarity(self.bag.counts.shape[0], np.ones(1))[0]
        known = [self._columns.get(gram, -1) for gram in grams]
        return np.array([unknown if column < 0 else self._idf[column] for column in known], dtype=np.float32)

    def _inverse(self, counts: csr_array) -> NDArray[np.float32]:
        """Return the inverse length of each document."""
        norms = np.zeros(counts.shape[0], dtype=np.float64)
        for start in range(0, counts.shape[0], _ROWS_AT_ONCE):
            block = counts[start : start + _ROWS_AT_ONCE] @ self._grams
            squares = (block.data * self._idf[block.indices]).astype(np.float64) ** 2
            rows = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
            norms[start : start + block.shape[0]] = np.sqrt(np.bincount(rows, squares, minlength=block.shape[0]))
        inverse = np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)
        return inverse.astype(np.float32)

    def scores(self, query: str, rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Return the cosine of `query` with every document, or with those of `rows`, shape (n,), each in 0..1."""
        grams = self.query_vector(query)
        length = float(np.linalg.norm(grams)) if self._base is None else self._base.query_length(query)
        n = self.bag.counts.shape[0]
        if length == 0.0:
            return np.zeros(n if rows is None else len(rows), dtype=np.float32)
        by_word = self._weighted @ (grams / length).astype(np.float32)
        if rows is None or 2 * len(rows) > n:
            found = (self.bag.counts @ by_word) * self._inverse_norms
            found = found if rows is None else found[rows]
        else:
            found = (self.bag.counts[rows] @ by_word) * self._inverse_norms[rows]
        return np.clip(found, 0.0, 1.0)

    def query_length(self, query: str) -> float:
        """Return the length of a query's vector; kept, for every small set beside this one asks for it."""
        key = hashlib.blake2b(query.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        return self._lengths.get(key, lambda: float(np.linalg.norm(self.query_vector(query))))

    def query_vector(self, query: str) -> NDArray[np.float32]:
        """Return the TF-IDF of a query over the n-grams that the documents have, not of unit length."""
        counted: NDArray[np.float32] = self._count(words(query), grow=False).sum(axis=0) * self._idf
        return counted


def _rarity(n_documents: int, frequency: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.float32]:
    return (np.log((1 + n_documents) / (1 + frequency)) + 1).astype(np.float32)
