"""Is the need just what the mentor said they would not do?

What is refused stands in its own column, or in the profile (« je ne fais pas de compta »). Stripped of its
negation it is compared with the need as a profile would be; the better it answers, the lower the signal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.index import split
from ptce_match.signals.expertise import ExpertiseIndex, Yardstick

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
    base : RefusalIndex or None
        The refusals of many mentors beside whom these few stand; see `ExpertiseIndex`.
    """

    def __init__(
        self, mentors: Sequence[Mentor], encoder: Encoder, reference: Reference, base: RefusalIndex | None = None
    ) -> None:
        owned = [(row, thing) for row, mentor in enumerate(mentors) for thing in refused_things(mentor)]
        self._hold(len(mentors), [row for row, _ in owned], [thing for _, thing in owned])
        about = [without_negation(thing) for thing in self.things]
        beside = None if base is None else base.index
        self.index: ExpertiseIndex | None
        self.index = ExpertiseIndex(about, encoder, reference, base=beside) if owned else None

    def _hold(self, n: int, owners: Sequence[int], things: list[str]) -> None:
        self._n = n
        self.owners = np.array(owners, dtype=np.int64)
        self.things = things
        self._starts = np.searchsorted(self.owners, np.arange(n + 1))

    @staticmethod
    def joined(
        parts: Sequence[RefusalIndex], rows: Sequence[NDArray[np.int64]], base: RefusalIndex | None = None
    ) -> RefusalIndex:
        """Put chosen mentors of several indexes together, one index after the other, without reading their texts again.

        The new index stands beside `base`, or by itself without one.
        """
        return _Joined(parts, rows, base)

    def values(self, query: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return 1 where nothing refused answers the query, down to 0, shape (n,)."""
        against = None
        if self.index is not None and self.index.base is not None:
            against = self.index.base.answer(query, vector, self.index.base.people[:0])[1]
        return self.answer(query, vector, against=against)[0]

    def answer(
        self,
        query: str,
        vector: NDArray[np.float32],
        rows: NDArray[np.int64] | None = None,
        against: Yardstick | None = None,
    ) -> tuple[NDArray[np.float64], Yardstick | None]:
        """Return the values of the mentors `rows` (all by default), and the scales; see `ExpertiseIndex.answer`."""
        values = np.ones(self._n if rows is None else len(rows))
        if self.index is None:
            return values, None
        things, places = (None, self.owners) if rows is None else self.things_of(rows)
        own = None if self.index.base is None else against
        found, scales = self.index.answer(query, vector, things, own)
        np.minimum.at(values, places, 1.0 - found)
        return values, scales

    def things_of(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which refusals the mentors `rows` have, and the place of their owner among `rows`."""
        lengths = self._starts[rows + 1] - self._starts[rows]
        places = np.repeat(np.arange(len(rows)), lengths)
        before = np.cumsum(lengths) - lengths
        return np.arange(lengths.sum()) - before[places] + self._starts[rows][places], places

    def quote(self, query: str, vector: NDArray[np.float32], row: int) -> str:
        """Return the refusal of one mentor that comes nearest to the query, "" without any."""
        mine, _ = self.things_of(np.array([row]))
        if self.index is None or not mine.size:
            return ""
        if mine.size == 1:
            return self.things[int(mine[0])]
        against = None
        if self.index.base is not None:
            against = self.index.base.answer(query, vector, self.index.base.people[:0])[1]
        return self.things[int(mine[np.argmax(self.index.answer(query, vector, mine, against)[0])])]


class _Joined(RefusalIndex):
    def __init__(
        self, parts: Sequence[RefusalIndex], rows: Sequence[NDArray[np.int64]], base: RefusalIndex | None
    ) -> None:
        owners: list[int] = []
        things: list[str] = []
        indexes, chosen = [], []
        before = 0
        for part, wanted in zip(parts, rows, strict=True):
            mine, places = part.things_of(wanted)
            owners.extend((places + before).tolist())
            things.extend(part.things[thing] for thing in mine.tolist())
            before += len(wanted)
            if part.index is not None:
                indexes.append(part.index)
                chosen.append(mine)
        self._hold(before, owners, things)
        beside = None if base is None else base.index
        self.index = ExpertiseIndex.joined(indexes, chosen, beside) if things else None
