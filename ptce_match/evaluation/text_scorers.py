"""Ways of scoring texts against texts, on which the methods are built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder, Kind


class TextScorer(Protocol):
    """Gives each document a score for each query; higher is nearer."""

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores, shape (n_queries, n_documents)."""
        ...


_GENDER_MARK: Final = re.compile(r"\(\s*[hfmvwxd](?:\s*/\s*[hfmvwxd])+\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bm25Scorer:
    """BM25 over stems (`ptce_match.lexical.Bm25`); scores are at least 0."""

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores, shape (n_queries, n_documents)."""
        from ptce_match.lexical import Bm25, WordBag

        bm25 = Bm25(WordBag.of(documents))
        return _by_query([bm25.scores(query) for query in queries], len(documents))


@dataclass(frozen=True, slots=True)
class TfidfScorer:
    """Cosine of scikit-learn's TF-IDF of character 3-5-grams within words, with sublinear term frequency, in 0..1.

    It shares no code with `ptce_match.lexical` on purpose: as a baseline it must not move when the product does.
    """

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores, shape (n_queries, n_documents)."""
        if not any(text.strip() for text in documents):
            return np.zeros((len(queries), len(documents)), dtype=np.float32)
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        document_vectors = vectorizer.fit_transform(documents)
        if not queries:
            return np.zeros((0, len(documents)), dtype=np.float32)
        return np.asarray((vectorizer.transform(queries) @ document_vectors.T).toarray(), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class CharScorer:
    """Cosine of the product's own character TF-IDF (`ptce_match.lexical.CharTfidf`), in 0..1."""

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores, shape (n_queries, n_documents)."""
        from ptce_match.lexical import CharTfidf, WordBag

        chars = CharTfidf(WordBag.of(documents))
        return _by_query([chars.scores(query) for query in queries], len(documents))


@dataclass(frozen=True, slots=True)
class DenseScorer:
    """Cosine of an encoder's vectors, in -1..1.

    Attributes
    ----------
    encoder : Encoder
        Gives unit vectors.
    query_kind, document_kind : {"need", "profile", "label"}
        What the texts are, for encoders that prompt each kind differently.
    """

    encoder: Encoder
    query_kind: Kind
    document_kind: Kind

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores, shape (n_queries, n_documents); each distinct text is encoded once."""
        if not queries or not documents:
            return np.zeros((len(queries), len(documents)), dtype=np.float32)
        if self.query_kind == self.document_kind:
            vectors = self._encode([*queries, *documents], self.query_kind)
            return vectors[: len(queries)] @ vectors[len(queries) :].T
        return self._encode(queries, self.query_kind) @ self._encode(documents, self.document_kind).T

    def _encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        row_of: dict[str, int] = {}
        rows = [row_of.setdefault(text, len(row_of)) for text in texts]
        vectors: NDArray[np.float32] = self.encoder.encode(list(row_of), kind)
        return vectors[rows]


@dataclass(frozen=True, slots=True)
class LabelScorer:
    """Names of jobs and skills compared by vectors, with a little of their characters.

    ``score = cosine of vectors + 0.4 * cosine of character n-grams``, after the mark of gender that job adverts carry
    (« (h/f/x) ») is taken off. The share was chosen on occupations of ESCO that the encoder never learned from
    (`python -m scripts.measure_labels`): MAP .606, against .576 for vectors alone.
    """

    dense: TextScorer
    characters: TextScorer
    share: float = 0.4

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores, shape (n_queries, n_documents)."""
        bare = [without_gender_mark(query) for query in queries]
        return self.dense.scores(bare, documents) + np.float32(self.share) * self.characters.scores(bare, documents)


def without_gender_mark(label: str) -> str:
    """Return a job title without « (h/f) », « (m/v/x) » and the like; the whole title where nothing else is left."""
    return " ".join(_GENDER_MARK.sub(" ", label).split()) or label


def _by_query(rows: list[NDArray[np.float32]], n_documents: int) -> NDArray[np.float32]:
    return np.vstack(rows) if rows else np.zeros((0, n_documents), dtype=np.float32)
