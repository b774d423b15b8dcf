"""What mentors have written, read once: the heavy part of a matcher."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.remembered import Remembered
from ptce_match.signals import ExpertiseIndex, ExpertiseWeights, RefusalIndex, SignalName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.matcher.query import Query
    from ptce_match.network import Mentor
    from ptce_match.signals import Reference, Yardstick
    from ptce_match.skills import SkillReader

_NO_TAGS: Final = 0.5
_REMEMBERED: Final = 256
"""Needs whose answers are kept: people come back to theirs, and the texts of a set never change."""
_SMALL: Final = 2000
"""Mentors of a set whose answers are kept; in a larger one the sentences are compared for the best alone."""
_TAG_WEIGHTS: Final = ExpertiseWeights(dense_whole=0.7, dense_passage=0.0, lexical=0.3, bm25=0.0, slope=1.0, middle=0.0)


def same_texts(one: Mentor, other: Mentor) -> bool:
    """Tell whether two mentors have written the same."""
    return one is other or (one.profile, one.tags, one.refusals) == (other.profile, other.tags, other.refusals)


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """What one query's similarities are read against, for each of the texts."""

    expertise: Yardstick
    tags: Yardstick
    refusals: Yardstick | None


class MentorTexts:
    """The profiles, tags and refusals of a fixed list of mentors.

    Parameters
    ----------
    mentors : sequence of Mentor
    encoder : Encoder
    reference : Reference
    reader : SkillReader or None
        Reads the fine skills in the profiles.
    base : MentorTexts or None
        The texts of many mentors beside whom these few stand; see `ExpertiseIndex`.
    """

    def __init__(
        self,
        mentors: Sequence[Mentor],
        encoder: Encoder,
        reference: Reference,
        base: MentorTexts | None = None,
        reader: SkillReader | None = None,
    ) -> None:
        profiles = [mentor.profile for mentor in mentors]
        tags = [", ".join(mentor.tags) for mentor in mentors]
        self._hold(
            list(mentors),
            ExpertiseIndex(profiles, encoder, reference, base=base.expertise if base else None, reader=reader),
            ExpertiseIndex(tags, encoder, reference, _TAG_WEIGHTS, base.tags if base else None),
            RefusalIndex(mentors, encoder, reference, base.refusals if base else None),
        )

    def _hold(
        self, mentors: list[Mentor], expertise: ExpertiseIndex, tags: ExpertiseIndex, refusals: RefusalIndex
    ) -> None:
        self.mentors, self.expertise, self.tags, self.refusals = mentors, expertise, tags, refusals
        self._tagged = np.array([bool(mentor.tags) for mentor in mentors], dtype=bool)
        self._answers: Remembered[_Answer] = Remembered(_REMEMBERED)
        self._quotes: Remembered[str] = Remembered(8 * _REMEMBERED)

    @staticmethod
    def joined(
        parts: Sequence[MentorTexts], rows: Sequence[NDArray[np.int64]], base: MentorTexts | None = None
    ) -> MentorTexts:
        """Put chosen mentors of several sets together, one set after the other, without reading their texts again.

        The new set stands beside `base`; without one, the first of the others must stand beside none either.
        """
        return _Joined(parts, rows, base)

    def __len__(self) -> int:
        return len(self.mentors)

    def answer(
        self, query: Query, rows: NDArray[np.int64] | None = None, against: Yardsticks | None = None
    ) -> tuple[dict[SignalName, NDArray[np.float64]], Yardsticks]:
        """Return the signals of the mentors `rows` (all by default), and what they were read against.

        `against` is what the base gave for the same query, so an answer hangs on the text of the query alone.
        """
        if len(self) > _SMALL:
            return self._answer(query, rows, against)
        signals, scales = self._answers.get(_key(query), lambda: self._answer(query, None, against))
        return {name: value.copy() if rows is None else value[rows] for name, value in signals.items()}, scales

    def quote(self, query: Query, row: int) -> str:
        """Return the sentence of a mentor's profile that answers the query best."""
        return self._quotes.get(
            (_key(query), row, "profile"), lambda: self.expertise.quote(query.text, query.vector, row, query.said)
        )

    def refusal(self, query: Query, row: int) -> str:
        """Return the refusal of a mentor that comes nearest to the query, "" without any."""
        return self._quotes.get(
            (_key(query), row, "refusal"), lambda: self.refusals.quote(query.text, query.vector, row)
        )

    def _answer(self, query: Query, rows: NDArray[np.int64] | None, against: Yardsticks | None) -> _Answer:
        text, vector = query.text, query.vector
        expertise, of_expertise = self.expertise.answer(
            text, vector, rows, against.expertise if against else None, query.said
        )
        tags, of_tags = self.tags.answer(text, vector, rows, against.tags if against else None)
        refusal, of_refusals = self.refusals.answer(text, vector, rows, against.refusals if against else None)
        tagged = self._tagged if rows is None else self._tagged[rows]
        found = {
            SignalName.EXPERTISE: expertise,
            # Tags are often left out: their absence says nothing.
            SignalName.TAGS: np.where(tagged, tags, _NO_TAGS),
            SignalName.REFUSAL: refusal,
        }
        return found, Yardsticks(of_expertise, of_tags, of_refusals)


_Answer = tuple[dict[SignalName, "NDArray[np.float64]"], Yardsticks]


def _key(query: Query) -> bytes:
    # A digest: what somebody erased must not live on as a key.
    said = b"" if query.said is None else query.said.tobytes()
    return hashlib.blake2b(said + query.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Joined(MentorTexts):
    def __init__(
        self, parts: Sequence[MentorTexts], rows: Sequence[NDArray[np.int64]], base: MentorTexts | None
    ) -> None:
        self._hold(
            [part.mentors[row] for part, chosen in zip(parts, rows, strict=True) for row in chosen.tolist()],
            ExpertiseIndex.joined([part.expertise for part in parts], rows, base.expertise if base else None),
            ExpertiseIndex.joined([part.tags for part in parts], rows, base.tags if base else None),
            RefusalIndex.joined([part.refusals for part in parts], rows, base.refusals if base else None),
        )
