"""Documents as counts of words, the common ground of both lexical scorers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from ptce_match.lexical.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class WordBag:
    """Counts of folded words.

    Attributes
    ----------
    vocabulary : dict of str to int
        Column of each word.
    counts : csr_array of float32, shape (n_documents, n_words)
        How often each word occurs in each document.
    """

    vocabulary: dict[str, int]
    counts: csr_array

    @classmethod
    def of(cls, texts: Sequence[str]) -> WordBag:
        """Count the words of `texts`."""
        vocabulary: dict[str, int] = {}
        columns: list[int] = []
        starts = np.zeros(len(texts) + 1, dtype=np.int64)
        for row, text in enumerate(texts):
            columns.extend(vocabulary.setdefault(word, len(vocabulary)) for word in words(text))
            starts[row + 1] = len(columns)
        ones = np.ones(len(columns), dtype=np.float32)
        shape = (len(texts), len(vocabulary))
        counts = csr_array((ones, np.asarray(columns, dtype=np.int64), starts), shape=shape)
        counts.sum_duplicates()
        return cls(vocabulary, counts)

    @classmethod
    def joined(cls, bags: Sequence[WordBag], rows: Sequence[NDArray[np.int64]]) -> WordBag:
        """Put chosen documents of several bags together, one bag after the other; words that none of them holds are left out."""
        vocabulary: dict[str, int] = {}
        parts = []
        for bag, chosen in zip(bags, rows, strict=True):
            counts = csr_array(bag.counts[chosen])
            held = np.zeros(len(bag.vocabulary), dtype=bool)
            held[counts.indices] = True
            column = np.zeros(len(bag.vocabulary), dtype=np.int64)
            for word, old in bag.vocabulary.items():
                if held[old]:
                    column[old] = vocabulary.setdefault(word, len(vocabulary))
            parts.append((counts.data, column[counts.indices], counts.indptr))
        made = [csr_array(part, shape=(len(part[2]) - 1, len(vocabulary))) for part in parts]
        counts = csr_array(vstack(made, format="csr"))
        counts.sum_duplicates()
        return cls(vocabulary, counts)
