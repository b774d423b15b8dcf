"""What investors' sentences lean to, set against a project: refusals that bear on it, wishes, objects that it is beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ptce_match.criteria.leanings import OBJECT, REFUSAL, WISH, bearing_marks, topic_names
from ptce_match.lexical import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ptce_match.criteria.leanings import LeaningReader
    from ptce_match.encoder import Encoder

_KINDS: Final = 3


class Leant(NamedTuple):
    """For each investor, how surely a sentence of theirs refuses a project, wishes for it, or names an object that it is beside.

    Arrays of shape (n,) in 0..1; the clearest sentence counts.
    """

    refused: NDArray[np.float64]
    wished: NDArray[np.float64]
    beside: NDArray[np.float64]


class LeaningIndex:
    """The sentences of a set of investors, ready to be set against any project.

    Parameters
    ----------
    texts : sequence of str
        Criteria, one an investor.
    encoder : Encoder
    reader : LeaningReader or None
        Made for the encoder; without one nobody leans to anything.
    """

    def __init__(self, texts: Sequence[str], encoder: Encoder, reader: LeaningReader | None) -> None:
        owned = [(row, sentence) for row, text in enumerate(texts) for sentence in sentences(text)]
        self._n = len(texts)
        self._reader = reader if owned else None
        self._owners = np.array([row for row, _ in owned], dtype=np.int64)
        self._sentences = [sentence for _, sentence in owned]
        if self._reader is not None:
            self._vectors = encoder.encode(self._sentences, "profile")
            self._senses = self._reader.senses_of(self._sentences, self._vectors)
            self._named = [topic_names(sentence) for sentence in self._sentences]

    def leant(self, vector: NDArray[np.float32], topics: Mapping[str, float]) -> Leant:
        """Set every investor against a project: its vector, shape (dimension,), and its topics."""
        found = np.zeros((_KINDS, self._n))
        for kind, values in enumerate(self._each(vector, topics)):
            np.maximum.at(found[kind], self._owners, values)
        return Leant(*found)

    def against(self, vector: NDArray[np.float32], topics: Mapping[str, float], row: int) -> str:
        """Return the sentence of one investor that speaks most against a project, "" where they wrote none."""
        mine = np.flatnonzero(self._owners == row)
        if self._reader is None or not mine.size:
            return ""
        refused, _, beside = self._each(vector, topics)
        return self._sentences[int(mine[np.argmax(np.maximum(refused, beside)[mine])])]

    def _each(self, vector: NDArray[np.float32], topics: Mapping[str, float]) -> tuple[NDArray[np.float64], ...]:
        """Return the three values of each sentence."""
        if self._reader is None:
            return (np.zeros(len(self._owners)),) * _KINDS
        about = self._reader.bears(bearing_marks(self._vectors @ vector, self._named, topics))
        refusal, wish, object_ = (self._senses[:, sense] for sense in (REFUSAL, WISH, OBJECT))
        return refusal * about, wish * about, object_ * (1.0 - about)
