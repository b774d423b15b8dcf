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
    whole_rows, passage_rows : array of int
        Where the vector of each document, and of each passage, stands among those of the distinct texts.
    whole_index : ExactIndex
    passage_vectors : array of float32, shape (n_distinct_passages, dimension)
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
        vectors = encoder.encode([*dict.fromkeys(self.wholes), *dict.fromkeys(self.passages)], "profile")
        n_wholes = len(set(self.wholes))
        self._hold(vectors[:n_wholes], vectors[n_wholes:])

    def _hold(self, wholes: NDArray[np.float32], passages: NDArray[np.float32]) -> None:
        """Keep the vectors of the distinct texts, in the order in which they first occur."""
        # Equal texts share one vector: a matrix product rounds a row by its place, and equal people must tie exactly.
        self.whole_rows, self.passage_rows = _places(self.wholes), _places(self.passages)
        self.whole_index, self.passage_vectors = ExactIndex(wholes), passages

    @staticmethod
    def joined(parts: Sequence[Documents], rows: Sequence[NDArray[np.int64]]) -> Documents:
        """Put chosen documents of several sets together, one set after the other, without reading them again."""
        return _Joined(parts, rows)

    def __len__(self) -> int:
        return len(self.wholes)

    def whole(self, query: NDArray[np.float32], rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Return the cosine of a query, shape (dimension,), with each whole text, or with those of `rows`, shape (n,)."""
        places = self.whole_rows if rows is None else self.whole_rows[rows]
        if 2 * places.size > len(self.whole_index.vectors):
            return self.whole_index.similarities(query)[places]
        asked, found = np.unique(places, return_inverse=True)
        return (self.whole_index.vectors[asked] @ query)[found]

    def best_passage(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of a query with the best passage of each of the documents `rows`, shape (len(rows),)."""
        if not rows.size:
            return np.zeros(0, dtype=np.float32)
        lengths = self.starts[rows + 1] - self.starts[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        owned = np.repeat(self.starts[rows] - offsets, lengths) + np.arange(lengths.sum())
        asked, places = np.unique(self.passage_rows[owned], return_inverse=True)
        everything = asked.size == len(self.passage_vectors)
        vectors = self.passage_vectors if everything else self.passage_vectors[asked]
        return np.maximum.reduceat((vectors @ query)[places], offsets)

    def passage_similarities(self, query: NDArray[np.float32], row: int) -> NDArray[np.float32]:
        """Return the cosine of a query with each passage of one document, in their order."""
        return self.vectors_of(row) @ query

    def vectors_of(self, row: int) -> NDArray[np.float32]:
        """Return the vectors of the passages of one document, shape (n_passages, dimension)."""
        return self.passage_vectors[self.passage_rows[self.starts[row] : self.starts[row + 1]]]

    def passages_of(self, row: int) -> list[str]:
        """Return the passages of one document."""
        return self.passages[self.starts[row] : self.starts[row + 1]]


class _Joined(Documents):
    def __init__(self, parts: Sequence[Documents], rows: Sequence[NDArray[np.int64]]) -> None:
        self.wholes, self.passages = [], []
        lengths: list[int] = []
        wholes: dict[str, NDArray[np.float32]] = {}
        passages: dict[str, NDArray[np.float32]] = {}
        for part, chosen in zip(parts, rows, strict=True):
            for row in chosen.tolist():
                text = part.wholes[row]
                self.wholes.append(text)
                if text not in wholes:
                    wholes[text] = part.whole_index.vectors[part.whole_rows[row]]
                owned = range(part.starts[row], part.starts[row + 1])
                lengths.append(len(owned))
                for place in owned:
                    passage = part.passages[place]
                    self.passages.append(passage)
                    if passage not in passages:
                        passages[passage] = part.passage_vectors[part.passage_rows[place]]
        self.starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
        dimension = parts[0].passage_vectors.shape[1]
        self._hold(_stacked(list(wholes.values()), dimension), _stacked(list(passages.values()), dimension))


def _places(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return where each text stands among the distinct ones, in the order in which they first occur."""
    place: dict[str, int] = {}
    return np.array([place.setdefault(text, len(place)) for text in texts], dtype=np.int64)


def _stacked(vectors: Sequence[NDArray[np.float32]], dimension: int) -> NDArray[np.float32]:
    return np.stack(vectors) if vectors else np.zeros((0, dimension), dtype=np.float32)


def split(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Split a text into the passages that say what its author does, and the clauses that say what they do not."""
    kept: list[str] = []
    refused: list[str] = []
    for sentence in sentences(text):
        marked = clauses(sentence)
        refused.extend(clause.text for clause in marked if clause.refusal)
        kept.extend(clause.text for clause in marked if not clause.refusal)
    return kept, tuple(refused)
