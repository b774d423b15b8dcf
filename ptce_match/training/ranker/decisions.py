"""Judged pairs: a need, a mentor, the signals as they were when the two were put together, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ptce_match.training.ranker.reasons import UNSAID, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ptce_match.signals import SignalName


class Judgment(StrEnum):
    """What came of a pair."""

    ACCEPTED = "acceptée"
    REFUSED = "refusée"
    RATED = "notée"


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """One decision.

    Attributes
    ----------
    day : date
        When the two were put together, as closely as the source tells (the service gives weeks).
    signals : mapping of SignalName to float
        In 0..1, as they were then.
    reason : Reason
        Of a refusal.
    rating : float or None
        From 1 to 5, the mean of those given; of a rated pair.
    position : int or None
        Place in the ranking that the pair was shown in, from 1; None where nobody was shown one.
    encoder : str
        The model behind the signals, "" where unknown.
    """

    need_id: str
    mentor_id: str
    day: date
    signals: Mapping[SignalName, float]
    judgment: Judgment
    reason: Reason = UNSAID
    rating: float | None = None
    position: int | None = None
    encoder: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything that learning looks at, in an order that does not depend on the source's."""
        return (
            self.day.isoformat(),
            self.need_id,
            self.mentor_id,
            self.judgment.value,
            self.reason.code,
            self.rating or 0.0,
            self.position or 0,
            sorted((str(name), float(value)) for name, value in self.signals.items()),
            self.encoder,
        )


@dataclass(frozen=True)
class Decisions:
    """Judged pairs in one order, whatever the order they come in, and what could not be used.

    Attributes
    ----------
    pairs : tuple of JudgedPair
        Oldest first, then by need and mentor. Any iterable is accepted.
    left_out : mapping of str to int
        How many decisions say nothing to the ranker, by French reason.
    """

    pairs: tuple[JudgedPair, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pairs", tuple(sorted(self.pairs, key=lambda pair: pair.key)))

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def sha256(self) -> str:
        """Digest of the pairs: the same decisions in another order have the same."""
        lines = (json.dumps(pair.key, ensure_ascii=True) for pair in self.pairs)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @property
    def needs(self) -> list[str]:
        """The needs, by the day of their first decision."""
        return list(dict.fromkeys(pair.need_id for pair in self.pairs))

    def of_needs(self, wanted: Iterable[str]) -> Decisions:
        """Return the decisions about some needs."""
        names = set(wanted)
        return Decisions(tuple(pair for pair in self.pairs if pair.need_id in names))

    def joined(self, other: Decisions) -> Decisions:
        """Return the decisions of both."""
        counts = Counter(self.left_out) + Counter(other.left_out)
        return Decisions((*self.pairs, *other.pairs), dict(counts))

    def described(self) -> dict[str, Any]:
        """Return what a version keeps about its data; no identifier, no word."""
        return {
            "sha256": self.sha256,
            "decisions": len(self),
            "needs": len(self.needs),
            "mentors": len({pair.mentor_id for pair in self.pairs}),
            "judgments": {kind.value: sum(pair.judgment is kind for pair in self.pairs) for kind in Judgment},
            "since": self.pairs[0].day.isoformat() if self.pairs else None,
            "until": self.pairs[-1].day.isoformat() if self.pairs else None,
            "encoders": sorted({pair.encoder for pair in self.pairs}),
            "left_out": dict(sorted(self.left_out.items())),
        }
