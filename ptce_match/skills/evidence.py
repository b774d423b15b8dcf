"""What the words of a text say about skills, beside what its vector says: naive Bayes over stems and character n-grams.

A vector knows what a text is about; a word such as « Cerfa » or « franchise » names the skill. Both are asked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from scipy.sparse import csr_array

from ptce_match.lexical import stem, words
from ptce_match.lexical.chargrams import chargrams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

STEM: Final = "="
"""Begins the name of a stem among the features; an n-gram begins with a letter, a digit or a space."""
_ROOTED: Final = 1e-6
_MOST_WORDS: Final = 50_000
"""Words whose evidence is kept at hand."""


def features_of(word: str) -> list[str]:
    """Return the features of a folded word: its character n-grams, and its stem unless it is a stop word."""
    root = stem(word)
    return [*chargrams(word), *([STEM + root] if root else [])]


@dataclass(frozen=True)
class WordEvidence:
    """Log-likelihoods of features given skills (McCallum and Nigam 1998, multinomial), read word by word.

    A text's evidence is the sum of its words', each feature weighted by its rarity, over the length of the text's
    vector of rarities: n-grams and stems apart, so that a long text is not surer than a short one by its length alone.

    Attributes
    ----------
    features : tuple of str
        Names of the features, as `features_of` gives them.
    rarity : array of float32, shape (n_features,)
        ``ln((1 + n) / (1 + df)) + 1`` over the texts that were learned from.
    sums : csr_array of float32, shape (n_features, n_skills)
        Weight of each feature in the texts of each skill.
    shares : tuple of float
        Weights of the n-grams and of the stems.
    smoothing : tuple of float
        What is added to each sum, for n-grams and for stems.
    """

    features: tuple[str, ...]
    rarity: NDArray[np.float32]
    sums: csr_array
    shares: tuple[float, float]
    smoothing: tuple[float, float]

    @property
    def n_skills(self) -> int:
        """How many skills the evidence is about."""
        return int(self.sums.shape[1])

    @cached_property
    def _of_word(self) -> dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]:
        return {}

    @cached_property
    def _column(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.features)}

    @cached_property
    def likelihood(self) -> NDArray[np.float16]:
        """``ln P(feature | skill)``, shape (n_features, n_skills), each row less its mean over the skills."""
        # ln((sum + added) / total) = ln(added / total) + ln(1 + sum / added): only the sums that are not zero cost anything.
        stems = np.array([name[0] == STEM for name in self.features])
        more = self.sums.copy()
        more.data = np.log1p(more.data / np.repeat(np.array(self.smoothing)[stems.astype(int)], np.diff(more.indptr)))
        base = np.zeros((2, self.n_skills), dtype=np.float32)
        for part, added in enumerate(self.smoothing):
            rows = np.flatnonzero(stems == bool(part))
            base[part] = -np.log(self.sums[rows].sum(axis=0) + added * len(rows))
        base -= base.mean(axis=1, keepdims=True)
        lower = np.asarray(more.sum(axis=1) / self.n_skills, dtype=np.float16)
        found = base.astype(np.float16)[stems.astype(int)] - lower[:, None]
        found[np.repeat(np.arange(len(stems)), np.diff(more.indptr)), more.indices] += more.data.astype(np.float16)
        return np.asarray(found, dtype=np.float16)

    def of_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the evidence of texts for each skill, shape (n_texts, n_skills), in units of log-odds."""
        found = np.zeros((len(texts), self.n_skills), dtype=np.float32)
        for row, text in enumerate(texts):
            known = [(self._word(word), count) for word, count in Counter(words(text)).items()]
            if known:
                told = np.sum([evidence * count for (evidence, _), count in known], axis=0)
                squares = np.sum([square * count for (_, square), count in known], axis=0)
                found[row] = (told / np.sqrt(np.maximum(squares, _ROOTED))[:, None]).sum(axis=0)
        return found

    def _word(self, word: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what one occurrence of a word adds: evidence (2, n_skills), and squared rarities (2,)."""
        if word not in self._of_word:
            if len(self._of_word) > _MOST_WORDS:
                self._of_word.clear()
            self._of_word[word] = self._read(word)
        return self._of_word[word]

    def _read(self, word: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        names = [(name[0] == STEM, self._column.get(name, -1)) for name in features_of(word)]
        evidence = np.zeros((2, self.n_skills), dtype=np.float32)
        squares = np.zeros(2, dtype=np.float32)
        for part, share in enumerate(self.shares):
            columns = [column for stems, column in names if column >= 0 and stems == bool(part)]
            if columns:
                rarity = self.rarity[columns]
                evidence[part] = share * (rarity @ self.likelihood[columns].astype(np.float32))
                squares[part] = rarity @ rarity
        return evidence, squares

    def for_skills(self, rows: Sequence[int]) -> Self:
        """Return the evidence for other skills: each the old one of that number, nothing where it is -1."""
        dense = self.sums.toarray()
        kept = np.where(np.array(rows) >= 0, dense[:, rows], 0.0).astype(np.float32)
        return replace(self, sums=csr_array(kept))

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what `from_arrays` reads: numbers, and the features as one array of UTF-8 bytes."""
        return {
            "features": np.frombuffer("\n".join(self.features).encode(), dtype=np.uint8),
            "rarity": self.rarity.astype(np.float16),
            "sums": self.sums.data.astype(np.float16),
            "skills": self.sums.indices.astype(np.uint16),
            "starts": self.sums.indptr.astype(np.uint32),
            "n_skills": np.array([self.n_skills], dtype=np.uint16),
            "shares": np.array(self.shares, dtype=np.float32),
            "smoothing": np.array(self.smoothing, dtype=np.float32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Return the evidence of what `as_arrays` gave; raises KeyError or ValueError where it is something else."""
        features = tuple(arrays["features"].tobytes().decode().split("\n"))
        parts = (
            arrays["sums"].astype(np.float32),
            arrays["skills"].astype(np.int32),
            arrays["starts"].astype(np.int32),
        )
        sums = csr_array(parts, shape=(len(features), int(arrays["n_skills"][0])))
        if len(features) != len(arrays["rarity"]):
            raise ValueError("there is not one rarity a feature")
        shares, smoothing = (tuple(arrays[name].tolist()) for name in ("shares", "smoothing"))
        return cls(features, arrays["rarity"].astype(np.float32), sums, shares, smoothing)

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        skills: Sequence[int],
        n_skills: int,
        *,
        shares: tuple[float, float],
        smoothing: tuple[float, float],
        least: tuple[int, int],
    ) -> Self:
        """Count features in labelled texts.

        Parameters
        ----------
        texts : sequence of str
        skills : sequence of int
            The skill of each text.
        shares : tuple of float
            Weights of the n-grams and of the stems.
        smoothing : tuple of float
            What is added to each count, for n-grams and for stems.
        least : tuple of int
            Texts that a feature must occur in to be kept.
        """
        counted = [Counter(name for word in words(text) for name in features_of(word)) for text in texts]
        frequency = Counter(name for counts in counted for name in counts)
        kept = sorted(name for name, df in frequency.items() if df >= least[name[0] == STEM])
        column = {name: place for place, name in enumerate(kept)}
        rarity = np.log((1 + len(texts)) / (1 + np.array([frequency[name] for name in kept]))) + 1
        is_stem = np.array([name[0] == STEM for name in kept])
        sums = np.zeros((len(kept), n_skills))
        for counts, skill in zip(counted, skills, strict=True):
            names = [name for name in counts if name in column]
            columns = np.array([column[name] for name in names], dtype=np.int64)
            values = np.array([counts[name] for name in names]) * rarity[columns]
            for stems in (False, True):
                mine = is_stem[columns] == stems
                length = float(np.linalg.norm(values[mine]))
                if length:
                    sums[columns[mine], skill] += values[mine] / length
        return cls(tuple(kept), rarity.astype(np.float32), csr_array(sums.astype(np.float32)), shares, smoothing)
