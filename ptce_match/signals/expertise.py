"""Does what a person has done answer what a need asks for?

Five similarities, each read against the reference population, are added up with published weights: vectors of the
whole profile, vectors of its best sentence, character n-grams, BM25 over stems, and the fine skills that are read in
both texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit

from ptce_match.index import Documents, best_rows
from ptce_match.lexical import Bm25, CharTfidf, WordBag
from ptce_match.remembered import Remembered
from ptce_match.signals.quoting import Quotable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.signals.reference import Reference
    from ptce_match.skills import SkillReader

_TINY: Final = 1e-6
_FAINT: Final = 0.02
"""A trace of every skill in everybody, so that no probability near zero decides by its logarithm."""
_LOWEST: Final = -3.0
"""Standard deviations given to somebody without any text."""

_QUOTED: Final = 256
"""People whose sentences are kept ready to be quoted: the same few are shown again and again."""
PASSAGE_CANDIDATES: Final = 2000
"""Sentences are compared for so many people at most, the best by the other three similarities."""


@dataclass(frozen=True, slots=True)
class ExpertiseWeights:
    """How much each similarity counts.

    `slope` and `middle` turn the sum (in standard deviations over the reference population) into 0..1:
    ``1 / (1 + exp(-slope * (sum - middle)))``.
    """

    dense_whole: float = 0.50
    dense_passage: float = 0.25
    lexical: float = 0.15
    bm25: float = 0.10
    skills: float = 0.0
    slope: float = 1.4
    middle: float = 2.6


WITH_READER: Final = ExpertiseWeights(skills=1.2, slope=0.95, middle=4.94)
"""With the fine skills; the share was chosen on texts held out from the reader and on the demo network, the curve on the
first ten people of each need of the demo network (`python -m scripts.measure_scores`)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and spread of one similarity of a query over the reference profiles (z-norm)."""

    mean: float
    spread: float

    @classmethod
    def of(cls, cohort: NDArray[np.floating]) -> Scale:
        """Return the scale that the similarities of the reference profiles give."""
        return cls(float(cohort.mean()), float(cohort.std()))

    def relative(self, values: NDArray[np.floating]) -> NDArray[np.float64]:
        """Express similarities in standard deviations over the reference profiles."""
        if self.spread < _TINY:
            return np.zeros(values.shape)
        return (values.astype(np.float64) - self.mean) / self.spread


Yardstick = dict[str, Scale]
"""The scale of each similarity, for one query."""


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
    reader : SkillReader or None
        Reads the fine skills; it must belong to the encoder. Without one they count for nothing.
    base : ExpertiseIndex or None
        The index of many people beside whom these few stand: its word statistics are theirs too, and its reference
        profiles serve both. The vectors' part of a value is then what it would be in one index of them all; the words'
        part differs by what these few texts would change in the statistics.
    """

    def __init__(
        self,
        texts: Sequence[str],
        encoder: Encoder,
        reference: Reference,
        weights: ExpertiseWeights | None = None,
        base: ExpertiseIndex | None = None,
        reader: SkillReader | None = None,
    ) -> None:
        documents = Documents(texts if base is not None else [*texts, *reference.profiles], encoder)
        usual = base.usual_needs if base is not None else encoder.encode(reference.needs, "need")
        weights = weights or (ExpertiseWeights() if reader is None else WITH_READER)
        self._hold(len(texts), documents, WordBag.of(documents.wholes), usual, weights, base, reader)

    def _hold(
        self,
        n: int,
        documents: Documents,
        bag: WordBag,
        usual_needs: NDArray[np.float32],
        weights: ExpertiseWeights,
        base: ExpertiseIndex | None,
        reader: SkillReader | None,
        shown: NDArray[np.float32] | None = None,
    ) -> None:
        self.weights = weights
        self.reader = reader if weights.skills else None
        self.usual_needs = usual_needs
        self.base = base
        self._n = n
        self._quotable: Remembered[Quotable] = Remembered(_QUOTED)
        self.documents = documents
        self.chargrams: CharTfidf = CharTfidf(bag, base.chargrams if base else None)
        self.bm25: Bm25 = Bm25(bag, base=base.bm25 if base else None)
        everyone = np.arange(len(documents))
        self.people, self.cohort = everyone[:n], everyone[n:]
        self._usual_whole = _Usual.of([documents.whole(need) for need in usual_needs])
        self._usual_passage = _Usual.of([documents.best_passage(need, everyone) for need in usual_needs])
        if shown is None:
            shown = np.zeros((len(documents), 0), np.float32) if self.reader is None else self.reader.shown(documents)
        self._shown = shown

    @staticmethod
    def joined(
        parts: Sequence[ExpertiseIndex], rows: Sequence[NDArray[np.int64]], base: ExpertiseIndex | None = None
    ) -> ExpertiseIndex:
        """Put chosen people of several indexes together, one index after the other, without reading their texts again.

        The new index stands beside `base`; without one it has statistics of its own, and the reference profiles of the
        first of the indexes that stands beside no other.
        """
        return _Joined(parts, rows, base)

    def __len__(self) -> int:
        return self._n

    def values(self, query: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how well each person's text answers a query, shape (n,), in 0..1; a blank query is answered by nobody.

        Parameters
        ----------
        query : str
            The text of the need.
        vector : array of float32, shape (dimension,)
            Its vector.
        """
        against = None if self.base is None else self.base.answer(query, vector, self.base.people[:0])[1]
        return self.answer(query, vector, against=against)[0]

    def answer(
        self,
        query: str,
        vector: NDArray[np.float32],
        rows: NDArray[np.int64] | None = None,
        against: Yardstick | None = None,
        said: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float64], Yardstick]:
        """Return the values of the people `rows` (all by default), and the scales that they were read against.

        Parameters
        ----------
        said : array of float32, shape (n_skills,), or None
            Which skills the query is about where a person said so; otherwise they are read in it.
        against : Yardstick or None
            The scales that the base gave for the same query; needed by an index that stands beside one.
        """
        people = self.people if rows is None else rows
        n, w = len(people), self.weights
        if not query.strip():
            return np.zeros(n), {}
        asked = people if self.base is not None else np.concatenate([people, self.cohort])
        scales: Yardstick = {}

        def read(name: str, similarity: NDArray[np.floating]) -> NDArray[np.float64]:
            scales[name] = Scale.of(similarity[n:]) if against is None else against[name]
            return scales[name].relative(similarity[:n])

        whole = read("whole", self._usual_whole.standardise(self.documents.whole(vector, asked), asked))
        total = w.dense_whole * whole
        if w.lexical:
            total += w.lexical * read("lexical", self.chargrams.scores(query, asked))
        if w.bm25:
            total += w.bm25 * read("bm25", self.bm25.scores(query)[asked])
        wanted = self._wanted(query, vector, said)
        if self.reader is not None and wanted is not None:
            total += w.skills * read("skills", np.log(_FAINT + self._shown[asked] @ (self.reader.kinship @ wanted)))
        if w.dense_passage:
            best = best_rows(total, PASSAGE_CANDIDATES)
            best.sort()
            if against is None:
                scales["passage"] = Scale.of(self._passages(vector, self.cohort))
            else:
                scales["passage"] = against["passage"]
            whole[best] = scales["passage"].relative(self._passages(vector, people[best]))
            total += w.dense_passage * whole
        return np.asarray(expit(w.slope * (total - w.middle))), scales

    def quote(self, query: str, vector: NDArray[np.float32], row: int, said: NDArray[np.float32] | None = None) -> str:
        """Return the person's passage that carries the reason for the pair, "" for somebody without any text.

        It hangs on the query and on the person's own text alone; `said` as for `answer`.
        """
        quotable = self._quotable.get(row, lambda: self._read_to_quote(row))
        if len(quotable.passages) == 1:
            return quotable.passages[0]
        return quotable.best(self.documents.passage_similarities(vector, row), self._wanted(query, vector, said))

    def _read_to_quote(self, row: int) -> Quotable:
        return Quotable.of(self.documents.passages_of(row), self.documents.vectors_of(row), self.reader)

    def _wanted(
        self, query: str, vector: NDArray[np.float32], said: NDArray[np.float32] | None
    ) -> NDArray[np.float32] | None:
        """Return which skills a query is about, said or read, shape (n_skills,); None without a reader."""
        if self.reader is None or said is not None:
            return said
        return self.reader.read(query, vector)

    def _passages(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        return self._usual_passage.standardise(self.documents.best_passage(vector, rows), rows)


class _Joined(ExpertiseIndex):
    def __init__(
        self, parts: Sequence[ExpertiseIndex], rows: Sequence[NDArray[np.int64]], base: ExpertiseIndex | None
    ) -> None:
        sources, chosen = list(parts), list(rows)
        if base is None:
            head = next(part for part in parts if part.base is None)
            sources.append(head)
            chosen.append(head.cohort)
        documents = Documents.joined([part.documents for part in sources], chosen)
        bag = WordBag.joined([part.chargrams.bag for part in sources], chosen)
        first = parts[0]
        # Reading words takes far longer than anything else here, and nobody wrote anything new.
        shown = np.concatenate([part._shown[row] for part, row in zip(sources, chosen, strict=True)])  # noqa: SLF001
        self._hold(sum(map(len, rows)), documents, bag, first.usual_needs, first.weights, base, first.reader, shown)


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
