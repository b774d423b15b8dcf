"""Which passage of a person's text to quote for a need: the one that most likely carries the reason for the pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.lexical import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.skills import SkillReader

WEIGHTS: Final = (4.0, 0.5, 1.0, 1.0)
"""What the terms of `Quotable.terms` count for, in their order; only their proportions matter. Chosen by hand on the odd lines of
data/explanations, near those of a conditional logit (McFadden 1974) over the passages of people put together from held-out
texts, which trusts nearness twice as much (`python -m scripts.fit_quotes`): the encoder knows these texts."""
WEIGHTS_ALONE: Final = (4.0, 0.25)
"""The same where no skills are read."""
TRACE: Final = 0.02
"""Added to the agreement of skills and to the chance to tell any, so that none at all is not infinitely bad."""
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Quotable:
    """What is known of one person's passages before any need.

    Attributes
    ----------
    passages : tuple of str
        At least one.
    length : array of float64, shape (n_passages,)
        ``ln(1 + words)``: « Du temps, j'en ai. » stands near every need, and says little.
    skills : array of float32, shape (n_passages, n_skills), or None
        The skills read in each, rows of unit length, zero for a passage without any; None where no skills are read.
    tells : array of float32, shape (n_passages,), or None
        How likely each tells a skill at all, 0..1; None where no skills are read.
    """

    passages: tuple[str, ...]
    length: NDArray[np.float64]
    skills: NDArray[np.float32] | None
    tells: NDArray[np.float32] | None = None

    @classmethod
    def of(cls, passages: Sequence[str], vectors: NDArray[np.float32], reader: SkillReader | None) -> Quotable:
        """Read passages, of which `vectors` are the vectors, shape (n_passages, dimension)."""
        length = np.log1p([len(words(passage)) for passage in passages])
        skills = None if reader is None else unit_rows(reader.distributions(vectors, passages))
        tells = None if reader is None else reader.tells(vectors)
        return cls(tuple(passages), length, skills, tells)

    def terms(self, cosines: NDArray[np.float32], wanted: NDArray[np.float32] | None) -> NDArray[np.float64]:
        """Return what speaks for each passage, shape (n_passages, 2 or 4).

        Nearness in meaning; length; and where skills are read, the logarithm of their agreement with the need's: the
        cosine of the two distributions, in which a passage about many things agrees with nothing; and that of the probability that
        it tells a skill at all.

        Parameters
        ----------
        cosines : array of float32, shape (n_passages,)
            Of the need with each passage.
        wanted : array of float32, shape (n_skills,), or None
            The skills that the need is about.
        """
        found = [cosines.astype(np.float64), self.length]
        if self.skills is not None and self.tells is not None and wanted is not None:
            found.append(np.log(TRACE + (self.skills @ unit_rows(wanted)).astype(np.float64)))
            found.append(np.log(TRACE + self.tells.astype(np.float64)))
        return np.stack(found, axis=1)

    def best(self, cosines: NDArray[np.float32], wanted: NDArray[np.float32] | None) -> str:
        """Return the passage to quote, the first of equals; parameters as for `terms`."""
        terms = self.terms(cosines, wanted)
        weights = WEIGHTS if terms.shape[1] == len(WEIGHTS) else WEIGHTS_ALONE
        return self.passages[int(np.argmax(terms @ np.array(weights)))]


def unit_rows(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows, or one row, scaled to unit length; zero ones stay."""
    lengths = np.linalg.norm(values, axis=-1, keepdims=True)
    found: NDArray[np.float32] = values / np.maximum(lengths, _TINY, dtype=np.float32)
    return found
