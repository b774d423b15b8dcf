"""A small encoder that needs no model: words hashed into a few dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ptce_match.lexical import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Kind

DIMENSION = 256


class HashingEncoder:
    """Counts words in hashed places; remembers what it was asked, to show that nothing is encoded twice."""

    model_id = "hashing"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.asked: list[tuple[str, Kind]] = []

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return unit rows, shape (n_texts, 256); a blank text gives a zero vector."""
        self.asked.extend((text, kind) for text in texts)
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row, crc32(word.encode()) % DIMENSION] += 1
        if progress is not None:
            progress(len(texts), len(texts))
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1.0)
        return vectors
