"""Is the need just what the mentor said they would not do?

What is refused stands in its own column, or in the profile (« je ne fais pas de compta »). Stripped of its
negation it is compared with the need as a profile would be; the better it answers, the lower the signal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.index import split
from ptce_match.signals.expertise import ExpertiseIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.network import Mentor
    from ptce_match.signals.reference import Reference

_PARTS: Final = re.compile(r"[;.!?\n]|,\s+(?=(?:pas|ni|jamais|plus)\b)")
_NEGATION: Final = re.compile(
    r"\b(?:je|j'|on|ne|n'|me|m'|y|en|pas|plus|jamais|rien|ni|aucune?|surtout|merci|svp|fais|fait|touche|occupe|veux|suis"
    r"|sais|connais|prends|comptez|demandez|sur moi|pour|question|hors|refuse|non|d'|de|du|des)(?:\b|(?<='))\s*",
    re.IGNORECASE,
)


def refused_things(mentor: Mentor) -> list[str]:
    """Return what a mentor refuses, in their own words, one thing an item."""
    _, in_profile = split(mentor.profile)
    return [part.strip() for text in (mentor.refusals, *in_profile) for part in _PARTS.split(text) if part.strip()]


def without_negation(refusal: str) -> str:
    """Return what a refusal is about: « je ne fais pas de compta » gives « compta »."""
    return " ".join(_NEGATION.sub(" ", refusal.replace("’", "'")).split())


class RefusalIndex:
    """The refusals of all mentors, ready to be compared with any need.

    Parameters
    ----------
    mentors : sequence of Mentor
    encoder, reference
        As for `ExpertiseIndex`.
    """

    def __init__(self, mentors: Sequence[Mentor], encoder: Encoder, reference: Reference) -> None:
        self._n = len(mentors)
        owned = [(row, thing) for row, mentor in enumerate(mentors) for thing in refused_things(mentor)]
        self._owners = np.array([row for row, _ in owned], dtype=np.int64)
        self._things = [thing for _, thing in owned]
        about = [without_negation(thing) for thing in self._things]
        self._index = ExpertiseIndex(about, encoder, reference) if owned else None

    def values(self, query: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return 1 where nothing refused answers the query, down to 0, shape (n,)."""
        values = np.ones(self._n)
        if self._index is not None:
            np.minimum.at(values, self._owners, 1.0 - self._index.values(query, vector))
        return values

    def quote(self, query: str, vector: NDArray[np.float32], row: int) -> str:
        """Return the refusal of one mentor that comes nearest to the query, "" without any."""
        mine = np.flatnonzero(self._owners == row)
        if self._index is None or not mine.size:
            return ""
        return self._things[int(mine[np.argmax(self._index.values(query, vector)[mine])])]
