"""Does a project go against what an investor refuses, or towards what they wish?

What rules can name is compared by name: the topic of the criteria with the topics of the project. Refusals that no rule
can name are compared by meaning, and weigh half: nearness is not identity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.signals.expertise import ExpertiseIndex, ExpertiseWeights
from ptce_match.signals.refusal import without_negation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ptce_match.criteria import Criteria, Mention
    from ptce_match.encoder import Encoder
    from ptce_match.signals.reference import Reference

# A refusal must answer the story as only few criteria of the reference do before it counts.
_NEAR: Final = ExpertiseWeights(slope=3.0, middle=3.0)
_BY_MEANING: Final = 0.5
_AGAINST: Final = 0.5
_BESIDE: Final = 0.5
"""What a project loses that is not about the only thing somebody pays for: its story may just not say it."""
_EACH_WISH: Final = 0.3


def met(mentions: Sequence[Mention], topics: Mapping[str, float]) -> tuple[float, Mention | None]:
    """Return how plainly a project is about any of the mentions (0..1), and the first that it is most about."""
    found = max(mentions, key=lambda mention: topics.get(mention.topic.name, 0.0), default=None)
    share = topics.get(found.topic.name, 0.0) if found else 0.0
    return share, found if share > 0 else None


def wished(
    values: NDArray[np.float64], readings: Sequence[Criteria], topics: Mapping[str, float]
) -> NDArray[np.float64]:
    """Raise similarities in 0..1, shape (n,), by the wishes that a project meets: each takes away 30 % of what lacks."""
    shares = [sum(topics.get(mention.topic.name, 0.0) for mention in reading.wished) for reading in readings]
    return 1.0 - (1.0 - values) * (1.0 - _EACH_WISH) ** np.asarray(shares, dtype=np.float64)


class AversionIndex:
    """What a set of investors refuses, ready to be compared with any project.

    Parameters
    ----------
    readings : sequence of Criteria
    sectors : sequence of tuple of int
        The investors' columns: whoever names a sector there does not refuse it, whatever a clause seems to say.
    encoder, reference
        As for `ExpertiseIndex`.
    """

    def __init__(
        self, readings: Sequence[Criteria], sectors: Sequence[tuple[int, ...]], encoder: Encoder, reference: Reference
    ) -> None:
        self._refused = [
            tuple(m for m in reading.refused if not (m.topic.whole and set(m.topic.sectors) & set(named)))
            for reading, named in zip(readings, sectors, strict=True)
        ]
        self._musts = [reading.musts for reading in readings]
        owned = [(row, clause) for row, reading in enumerate(readings) for clause in reading.other_refusals]
        self._owners = np.array([row for row, _ in owned], dtype=np.int64)
        self._clauses = [clause for _, clause in owned]
        about = [without_negation(clause) for clause in self._clauses]
        self._index = ExpertiseIndex(about, encoder, reference, _NEAR) if owned else None

    def values(self, topics: Mapping[str, float], query: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return 1 where nothing refused is met, down to 0 for what is plainly refused, shape (n,).

        Whoever pays for one thing only loses half with a project that is about another.
        """
        found = np.array([1.0 - met(refused, topics)[0] for refused in self._refused], dtype=np.float64)
        beside = [bool(musts) * (1.0 - met(musts, topics)[0]) for musts in self._musts]
        found = np.minimum(found, 1.0 - _BESIDE * np.asarray(beside))
        if self._index is not None:
            np.minimum.at(found, self._owners, 1.0 - _BY_MEANING * self._index.values(query, vector))
        return found

    def quote(self, topics: Mapping[str, float], query: str, vector: NDArray[np.float32], row: int) -> tuple[str, str]:
        """Return what one investor refuses about a project: the topic's name ("" by meaning alone), and the words."""
        share, mention = met(self._refused[row], topics)
        if mention is not None and share >= _AGAINST:
            return mention.topic.name, mention.quote
        musts = self._musts[row]
        if musts and met(musts, topics)[0] < _AGAINST:
            return f"autre chose que {musts[0].topic.name}", musts[0].quote
        mine = np.flatnonzero(self._owners == row)
        if self._index is None or not mine.size:
            return "", ""
        return "", self._clauses[int(mine[np.argmax(self._index.values(query, vector)[mine])])]
