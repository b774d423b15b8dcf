"""Does what a person has done answer what a need asks for?

Four similarities, each read against the reference population, are added up with published weights: vectors of the
whole profile, vectors of its best sentence, character n-grams, and BM25 over stems.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit

from ptce_match.index import Documents, best_rows
from ptce_match.lexical import Bm25, CharTfidf, WordBag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.signals.reference import Reference

_TINY: Final = 1e-6
_LOWEST: Final = -3.0
"""Standard deviations given to somebody without any text."""

PASSAGE_CANDIDATES: Final = 2000
"""Sentences are compared for so many people at most, the best by the other three similarities."""


@dataclass(frozen=True, slots=True)
class ExpertiseWeights:
    """How much each similarity counts; the weights add up to 1.

    `slope` and `middle` turn the sum (in standard deviations over the reference population) into 0..1:
    ``1 / (1 + exp(-slope * (sum - middle)))``.
    """

    dense_whole: float = 0.50
    dense_passage: float = 0.25
    lexical: float = 0.15
    bm25: float = 0.10
    slope: float = 1.4
    middle: float = 2.6


class ExpertiseIndex:
    """People's texts, ready to be compared with any query.

    The reference profiles are indexed behind the people's own texts: they share the word statistics, and serve each
    query as the population that its similarities are read against.

    Parameters
    ----------
    texts : sequence of str
        One text a person.
    encoder : Encoder
        Gives the vectors.
    reference : Reference
        The fixed population.
    weights : ExpertiseWeights
        The published weights.
    """

    def __init__(
        self, texts: Sequence[str], encoder: Encoder, reference: Reference, weights: ExpertiseWeights | None = None
    ) -> None:
        self.weights = weights or ExpertiseWeights()
        self._n = len(texts)
        self._documents = Documents([*texts, *reference.profiles], encoder)
        bag = WordBag.of(self._documents.wholes)
        self._chargrams, self._bm25 = CharTfidf(bag), Bm25(bag)
        self._everyone = np.arange(len(self._documents))
        usual = encoder.encode(reference.needs, "need")
        self._usual_whole = _Usual.of([self._documents.whole(need) for need in usual])
        self._usual_passage = _Usual.of([self._documents.best_passage(need, self._everyone) for need in usual])

    def values(self, query: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how well each person's text answers a query, shape (n,), in 0..1; a blank query is answered by nobody.

        Parameters
        ----------
        query : str
            The text of the need.
        vector : array of float32, shape (dimension,)
            Its vector.
        """
        if not query.strip():
            return np.zeros(self._n)
        w = self.weights
        whole = self._usual_whole.standardise(self._documents.whole(vector), self._everyone)
        total = w.dense_whole * self._against_profiles(whole, whole[self._n :])
        if w.lexical:
            total += w.lexical * self._against_cohort(self._chargrams.scores(query))
        if w.bm25:
            total += w.bm25 * self._against_cohort(self._bm25.scores(query))
        if w.dense_passage:
            total += w.dense_passage * self._passages(vector, total, fallback=whole)
        return np.asarray(expit(w.slope * (total - w.middle)))

    def quote(self, query: str, vector: NDArray[np.float32], row: int) -> str:
        """Return the person's sentence that answers the query best, "" for somebody without any text."""
        passages = self._documents.passages_of(row)
        dense = self._documents.passage_similarities(vector, row)
        lexical = CharTfidf(WordBag.of(passages)).scores(query)
        # Cosines of these models live between .7 and .9: a tenth of difference is a lot, as it is for n-grams.
        return passages[int(np.argmax(dense + lexical))]

    def _passages(
        self, vector: NDArray[np.float32], total: NDArray[np.float64], fallback: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        cohort_rows = self._everyone[self._n :]
        cohort = self._usual_passage.standardise(self._documents.best_passage(vector, cohort_rows), cohort_rows)
        rows = best_rows(total, PASSAGE_CANDIDATES)
        rows.sort()
        found = self._usual_passage.standardise(self._documents.best_passage(vector, rows), rows)
        values = self._against_profiles(fallback, fallback[self._n :])
        values[rows] = _relative(found, cohort)
        return values

    def _against_cohort(self, similarity: NDArray[np.floating]) -> NDArray[np.float64]:
        return self._against_profiles(similarity, similarity[self._n :])

    def _against_profiles(self, similarity: NDArray[np.floating], cohort: NDArray[np.floating]) -> NDArray[np.float64]:
        return _relative(similarity[: self._n], cohort)


def _relative(values: NDArray[np.floating], cohort: NDArray[np.floating]) -> NDArray[np.float64]:
    """Express a query's similarities in standard deviations over the reference profiles (z-norm)."""
    spread = float(cohort.std())
    if spread < _TINY:
        return np.zeros(values.shape)
    return (values.astype(np.float64) - float(cohort.mean())) / spread


@dataclass(frozen=True, slots=True)
class _Usual:
    """Mean and spread of each person's similarity to the reference needs (t-norm)."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]

    @classmethod
    def of(cls, similarities: list[NDArray[np.float32]]) -> _Usual:
        stacked = np.stack(similarities)
        return cls(stacked.mean(axis=0), stacked.std(axis=0))

    def standardise(self, similarity: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        mean, spread = self.mean[rows], self.spread[rows]
        return np.where(spread < _TINY, _LOWEST, (similarity - mean) / np.maximum(spread, _TINY)).astype(np.float64)
