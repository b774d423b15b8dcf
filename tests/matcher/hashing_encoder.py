"""A tiny deterministic encoder, for property tests that build hundreds of networks: n-grams hashed into 48 places."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ptce_match.lexical import words
from ptce_match.lexical.chargrams import chargrams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Kind

DIMENSION = 48


class HashingEncoder:
    """Counts character n-grams in hashed places; remembers the texts that it was given."""

    model_id = "hashing-1"
    dimension = DIMENSION
    _known: dict[str, NDArray[np.float32]] = {}  # noqa: RUF012 - one memory for the whole suite, on purpose

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return unit rows, shape (n_texts, 48); zero rows for texts without words."""
        del kind
        self.asked.extend(texts)
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            if text not in self._known:
                self._known[text] = _hashed(text)
            vectors[row] = self._known[text]
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors


def _hashed(text: str) -> NDArray[np.float32]:
    vector = np.zeros(DIMENSION, dtype=np.float32)
    for word in words(text):
        for gram in chargrams(word):
            vector[crc32(gram.encode()) % DIMENSION] += 1
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
