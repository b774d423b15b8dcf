"""People's texts as documents made of passages, compared whole and passage by passage.

A profile tells a life; one sentence of it may answer a need that the whole drowns. Each document is therefore
compared as a whole and through its best passage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.index.vectors import ExactIndex
from ptce_match.lexical import clauses, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder


class Documents:
    """A fixed set of texts and the vectors of their parts.

    Parameters
    ----------
    texts : sequence of str
        One text a document; a blank one is similar to nothing.
    encoder : Encoder
        Gives the vectors; the texts are read as profiles.

    Attributes
    ----------
    wholes : list of str
        Each document without its refusals.
    passages : list of str
        The sentences of all documents, refusals left out; at least one a document, "" where there is none.
    starts : array of int, shape (n_documents + 1,)
        Document `i` owns the passages ``starts[i]:starts[i + 1]``.
    """

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        self.passages: list[str] = []
        self.wholes: list[str] = []
        starts = [0]
        for text in texts:
            kept, _ = split(text)
            self.passages.extend(kept or [""])
            self.wholes.append(" ".join(kept))
            starts.append(len(self.passages))
        self.starts = np.asarray(starts, dtype=np.int64)
        # Equal texts share one vector: a matrix product rounds a row by its place, and equal people must tie exactly.
        wholes, self._whole_rows = _distinct(self.wholes)
        passages, self._passage_rows = _distinct(self.passages)
        vectors = encoder.encode([*wholes, *passages], "profile")
        self._whole = ExactIndex(vectors[: len(wholes)])
        self._passage_vectors = vectors[len(wholes) :]

    def __len__(self) -> int:
        return len(self.wholes)

    def whole(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of a query, shape (dimension,), with each whole text, shape (n_documents,)."""
        return self._whole.similarities(query)[self._whole_rows]

    def best_passage(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of a query with the best passage of each of the documents `rows`, shape (len(rows),)."""
        if not rows.size:
            return np.zeros(0, dtype=np.float32)
        lengths = self.starts[rows + 1] - self.starts[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        owned = np.repeat(self.starts[rows] - offsets, lengths) + np.arange(lengths.sum())
        asked, places = np.unique(self._passage_rows[owned], return_inverse=True)
        everything = asked.size == len(self._passage_vectors)
        vectors = self._passage_vectors if everything else self._passage_vectors[asked]
        return np.maximum.reduceat((vectors @ query)[places], offsets)

    def passage_similarities(self, query: NDArray[np.float32], row: int) -> NDArray[np.float32]:
        """Return the cosine of a query with each passage of one document, in their order."""
        return self._passage_vectors[self._passage_rows[self.starts[row] : self.starts[row + 1]]] @ query

    def passages_of(self, row: int) -> list[str]:
        """Return the passages of one document."""
        return self.passages[self.starts[row] : self.starts[row + 1]]


def _distinct(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the distinct texts, and where each text stands among them."""
    place: dict[str, int] = {}
    rows = np.array([place.setdefault(text, len(place)) for text in texts], dtype=np.int64)
    return list(place), rows


def split(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Split a text into the passages that say what its author does, and the clauses that say what they do not."""
    kept: list[str] = []
    refused: list[str] = []
    for sentence in sentences(text):
        marked = clauses(sentence)
        refused.extend(clause.text for clause in marked if clause.refusal)
        kept.extend(clause.text for clause in marked if not clause.refusal)
    return kept, tuple(refused)
