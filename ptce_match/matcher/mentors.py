"""Mentors for a need: all signals at once over all mentors, hard rules, then the best few explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.explanation import MentorFacts, counterfactual, mentor_reasons, mentor_reservations
from ptce_match.index import best_rows
from ptce_match.matcher.mentor_pool import MentorPool
from ptce_match.matcher.mentor_rules import mentor_exclusions
from ptce_match.matcher.suggestion import Exclusion, MentorSuggestion, Ranking
from ptce_match.places import distances_km
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.signals import (
    ExpertiseIndex,
    ExpertiseWeights,
    RefusalIndex,
    Signal,
    SignalName,
    availability,
    capacity,
    collaboration,
    sector,
    territory,
)

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.matcher.query import Query
    from ptce_match.network import Decision, Network
    from ptce_match.signals import Reference

EXPERTISE_ONLY: Final = frozenset({SignalName.EXPERTISE, SignalName.TAGS, SignalName.REFUSAL})
"""The signals that speak of what somebody can do, and not of where or when."""

_NO_TAGS: Final = 0.5
_TAG_WEIGHTS: Final = ExpertiseWeights(dense_whole=0.7, dense_passage=0.0, lexical=0.3, bm25=0.0, slope=1.0, middle=0.0)


class MentorMatcher:
    """Ranks the mentors of one network.

    Guarantees: a mentor whom a hard rule excludes is never suggested; scores lie in 0..1; the order depends neither
    on the order of the tables nor, for a pair, on who else is in the network, but for the word statistics that the
    whole network shares; equal scores are ordered by identifier.

    Parameters
    ----------
    network : Network
    encoder : Encoder
    reference : Reference
    ranker : Ranker or None
        The published prior by default.
    """

    def __init__(self, network: Network, encoder: Encoder, reference: Reference, ranker: Ranker | None = None) -> None:
        self.ranker = ranker or Ranker(MENTOR_PRIOR)
        self.pool = MentorPool(network)
        mentors = self.pool.mentors
        self._network = network
        self._expertise = ExpertiseIndex([mentor.profile for mentor in mentors], encoder, reference)
        self._tags = ExpertiseIndex([", ".join(mentor.tags) for mentor in mentors], encoder, reference, _TAG_WEIGHTS)
        self._refusals = RefusalIndex(mentors, encoder, reference)

    def signals(self, query: Query, only: frozenset[SignalName] | None = None) -> dict[SignalName, NDArray[np.float64]]:
        """Return the signals of a query with every mentor of the pool, arrays of shape (n,) in 0..1.

        Parameters
        ----------
        only : frozenset of SignalName or None
            Restrict the signals, such as to `EXPERTISE_ONLY`.
        """
        pool = self.pool
        found = {
            SignalName.EXPERTISE: self._expertise.values(query.text, query.vector),
            # Tags are often left out: their absence says nothing.
            SignalName.TAGS: np.where(pool.tagged, self._tags.values(query.text, query.vector), _NO_TAGS),
            SignalName.REFUSAL: self._refusals.values(query.text, query.vector),
        }
        if only is None or not only <= EXPERTISE_ONLY:
            found |= {
                SignalName.TERRITORY: territory(self._distances(query), pool.radius_km, pool.remote),
                SignalName.AVAILABILITY: availability(pool.hours, pool.active),
                SignalName.CAPACITY: capacity(pool.capacity, pool.active),
                SignalName.SECTOR: sector(pool.sectors, query.sector),
                SignalName.COLLABORATION: self._collaboration(query),
                SignalName.FEEDBACK: pool.feedback,
            }
        return found if only is None else {name: value for name, value in found.items() if name in only}

    def rank(self, query: Query, k: int, today: date) -> Ranking[MentorSuggestion]:
        """Return the best `k` mentors for a query on a given day, explained, and whom hard rules left out."""
        signals = self.signals(query)
        scores = self.ranker.score(signals)
        excluded = mentor_exclusions(self._network, self.pool, query, today)
        allowed = scores.copy()
        allowed[list(excluded)] = -1.0
        shown = [int(row) for row in best_rows(allowed, k) if allowed[row] >= self.ranker.weights.threshold]
        floor = max(float(scores[shown[-1]]) if len(shown) == k else 0.0, self.ranker.weights.threshold)
        left_out = sorted((row for row in excluded if scores[row] >= floor), key=lambda row: (-scores[row], row))
        return Ranking(
            suggestions=tuple(self._explain(query, row, signals, scores) for row in shown),
            excluded=tuple(
                Exclusion(self.pool.mentors[row], excluded[row], float(scores[row])) for row in left_out[:k]
            ),
            threshold=self.ranker.weights.threshold,
            best_score=max(0.0, float(allowed.max(initial=0.0))),
        )

    def _distances(self, query: Query) -> NDArray[np.float64]:
        return distances_km(query.coordinates, self.pool.coordinates)

    def _past(self, query: Query) -> dict[int, list[Decision]]:
        """Return the decisions between each mentor and the other needs of the query's project."""
        past: dict[int, list[Decision]] = {}
        if query.project is not None:
            for decision in self.pool.decisions.get(query.project.id, ()):
                if query.need is None or decision.need_id != query.need.id:
                    past.setdefault(self.pool.row[decision.mentor_id], []).append(decision)
        return past

    def _collaboration(self, query: Query) -> NDArray[np.float64]:
        values = np.full(len(self.pool), 0.5)
        for row, decisions in self._past(query).items():
            values[row] = collaboration(decisions)
        return values

    def _explain(
        self,
        query: Query,
        row: int,
        signals: dict[SignalName, NDArray[np.float64]],
        scores: NDArray[np.float64],
    ) -> MentorSuggestion:
        pool = self.pool
        mine = {name: np.asarray([values[row]]) for name, values in signals.items()}
        facts = MentorFacts(
            mentor=pool.mentors[row],
            quote=self._expertise.quote(query.text, query.vector, row),
            refusal=self._refusals.quote(query.text, query.vector, row),
            distance_km=float(distances_km(query.coordinates, pool.coordinates[row : row + 1])[0]),
            place=query.place,
            active=int(pool.active[row]),
            sector=query.sector,
            past=tuple(self._past(query).get(row, ())),
            ratings=tuple(pool.ratings[row]),
            values={name: float(value[0]) for name, value in mine.items()},
        )
        evidence = facts.evidence()
        reservations = mentor_reservations(facts)
        return MentorSuggestion(
            person=facts.mentor,
            score=float(scores[row]),
            signals=tuple(Signal(name, float(value[0]), evidence.get(name, "")) for name, value in mine.items()),
            reasons=mentor_reasons(facts),
            reservations=tuple(reservations.values()),
            counterfactual=counterfactual(self.ranker, mine, reservations),
        )
