"""The texts of all mentors in segments, so that a change costs what changed.

As in a search engine: one large segment that is never touched, and small ones of those who are new or wrote something
else since. Somebody who left, or whose texts a later segment holds, is simply no longer pointed at. The small segments
use the word statistics and the reference profiles of the large one, so a mentor is worth the same in either, but for
what the small segments' own words would change in the statistics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.matcher.mentor_texts import MentorTexts, same_texts
from ptce_match.signals import SignalName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.matcher.mentor_texts import Yardsticks
    from ptce_match.matcher.query import Query
    from ptce_match.network import Mentor
    from ptce_match.signals import Reference
    from ptce_match.skills import SkillReader

FEW: Final = 256
"""Mentors that the small segments may hold, whatever the size of the large one."""
_SHARE: Final = 0.1
_MANY_SEGMENTS: Final = 3
_MOST_SEGMENTS: Final = 32


class TextSegments:
    """The texts of a list of mentors, each in one segment.

    Parameters
    ----------
    mentors : sequence of Mentor
        In the order in which answers are given.
    segments : sequence of MentorTexts
        The first one is the large one.
    segment, local : array of int, shape (n,)
        In which segment each mentor's texts are, and in which of its rows.
    """

    def __init__(
        self,
        mentors: Sequence[Mentor],
        segments: Sequence[MentorTexts],
        segment: NDArray[np.int64],
        local: NDArray[np.int64],
    ) -> None:
        self.mentors = mentors
        self.segments = tuple(segments)
        self._segment, self._local = segment, local
        base = self.segments[0]
        self._whole = len(self.segments) == 1 and len(base) == len(mentors) and bool((np.diff(local) == 1).all())

    @classmethod
    def of(
        cls, mentors: Sequence[Mentor], encoder: Encoder, reference: Reference, reader: SkillReader | None = None
    ) -> TextSegments:
        """Read the texts of all mentors into one segment."""
        n = len(mentors)
        texts = MentorTexts(mentors, encoder, reference, reader=reader)
        return cls(mentors, [texts], np.zeros(n, dtype=np.int64), np.arange(n))

    @property
    def waiting(self) -> int:
        """How many texts the small segments hold, and those of the large one that nobody points at any more."""
        return sum(map(len, self.segments)) - int((self._segment == 0).sum())

    @property
    def crowded(self) -> bool:
        """Whether it is worth the while to put segments together: the small ones, or all of them when `heavy`."""
        return self.heavy or len(self.segments) > _MANY_SEGMENTS

    @property
    def heavy(self) -> bool:
        """Whether so much has changed that the large segment should be made again."""
        return self.waiting > max(FEW, _SHARE * len(self.segments[0]))

    def covering(self, mentors: Sequence[Mentor], encoder: Encoder, reference: Reference) -> TextSegments:
        """Return the texts of another list of mentors, of which only those are read that are not here."""
        if mentors is self.mentors:
            return self
        place = {
            mentor.id: (segment, local)
            for mentor, segment, local in zip(
                self.mentors, self._segment.tolist(), self._local.tolist(), strict=True
            )
        }  # fmt: skip
        segment = np.zeros(len(mentors), dtype=np.int64)
        local = np.zeros(len(mentors), dtype=np.int64)
        unread: list[int] = []
        for row, mentor in enumerate(mentors):
            found = place.get(mentor.id)
            if found is not None and same_texts(self.segments[found[0]].mentors[found[1]], mentor):
                segment[row], local[row] = found
            else:
                unread.append(row)
        base = self.segments[0]
        if len(unread) > max(FEW, len(base)):
            return self.of(mentors, encoder, reference, base.expertise.reader)
        segments = self.segments
        if unread:
            segment[unread], local[unread] = len(segments), np.arange(len(unread))
            segments = (
                *segments,
                MentorTexts([mentors[row] for row in unread], encoder, reference, base, base.expertise.reader),
            )
        made = TextSegments(mentors, segments, segment, local)
        return made.gathered() if len(segments) > _MOST_SEGMENTS else made

    def gathered(self) -> TextSegments:
        """Return the same texts with one small segment at most beside the large one."""
        base, *small = self.segments
        if not small:
            return self
        rows = [np.flatnonzero(self._segment == number) for number in range(1, len(self.segments))]
        moved = np.concatenate(rows)
        segment, local = self._segment.copy(), self._local.copy()
        segment[moved], local[moved] = 1, np.arange(len(moved))
        if not moved.size:
            return TextSegments(self.mentors, [base], segment, local)
        texts = MentorTexts.joined(small, [self._local[chosen] for chosen in rows], base)
        return TextSegments(self.mentors, [base, texts], segment, local)

    def merged(self) -> TextSegments:
        """Return the same texts in one segment; the words of those who left are in no statistics any more."""
        if len(self.segments) == 1 and not self.waiting:
            return self
        rows = [np.flatnonzero(self._segment == number) for number in range(len(self.segments))]
        texts = MentorTexts.joined(self.segments, [self._local[chosen] for chosen in rows])
        local = np.zeros(len(self.mentors), dtype=np.int64)
        local[np.concatenate(rows)] = np.arange(len(self.mentors))
        return TextSegments(self.mentors, [texts], np.zeros(len(self.mentors), dtype=np.int64), local)

    def signals(self, query: Query, rows: NDArray[np.int64] | None = None) -> dict[SignalName, NDArray[np.float64]]:
        """Return the signals that rest on texts, for the mentors `rows` (all by default), arrays of shape (n,)."""
        if rows is None and self._whole:
            return self.segments[0].answer(query)[0]
        segment = self._segment if rows is None else self._segment[rows]
        local = self._local if rows is None else self._local[rows]
        found = {name: np.zeros(len(segment)) for name in _NAMES}
        against: Yardsticks | None = None
        for number, texts in enumerate(self.segments):
            mine = np.flatnonzero(segment == number)
            # The first one is asked even for nobody: the others are read against what it says.
            if number == 0 or mine.size:
                values, scales = texts.answer(query, local[mine], against)
                against = against or scales
                for name, value in values.items():
                    found[name][mine] = value
        return found

    def quote(self, query: Query, row: int) -> str:
        """Return the sentence of a mentor's profile that answers the query best."""
        return self._texts(row).quote(query, int(self._local[row]))

    def refusal(self, query: Query, row: int) -> str:
        """Return the refusal of a mentor that comes nearest to the query, "" without any."""
        return self._texts(row).refusal(query, int(self._local[row]))

    def _texts(self, row: int) -> MentorTexts:
        return self.segments[int(self._segment[row])]


_NAMES: Final = (SignalName.EXPERTISE, SignalName.TAGS, SignalName.REFUSAL)
