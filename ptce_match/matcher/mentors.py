"""Mentors for a need: all signals at once over all mentors, hard rules, then the best few explained."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.explanation import MentorFacts, counterfactual, mentor_reasons, mentor_reservations
from ptce_match.index import best_rows
from ptce_match.matcher.mentor_pool import MentorPool
from ptce_match.matcher.mentor_rules import MentorRules
from ptce_match.matcher.suggestion import Exclusion, MentorSuggestion, Ranking
from ptce_match.matcher.text_segments import TextSegments
from ptce_match.places import distances_km
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.signals import (
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
    from ptce_match.skills import SkillReader

EXPERTISE_ONLY: Final = frozenset({SignalName.EXPERTISE, SignalName.TAGS, SignalName.REFUSAL})
"""The signals that speak of what somebody can do, and not of where or when."""


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
    reader : SkillReader or None
        Reads the fine skills in profiles and needs.
    """

    def __init__(
        self,
        network: Network,
        encoder: Encoder,
        reference: Reference,
        ranker: Ranker | None = None,
        reader: SkillReader | None = None,
    ) -> None:
        self.ranker = ranker or Ranker(MENTOR_PRIOR)
        self.network, self._encoder, self._reference = network, encoder, reference
        self.pool = MentorPool(network)
        self.texts = TextSegments.of(self.pool.mentors, encoder, reference, reader)

    def updated(self, network: Network) -> MentorMatcher:
        """Return the matcher of a later network, which reads only the texts that changed.

        It suggests the same people as a new one would: rules, columns and vectors are the same, and only the words'
        part of a score (a quarter of the expertise) differs, by what the changed texts would weigh in the statistics
        of the whole; `merged` takes that away too.
        """
        made = copy(self)
        made.network = network
        made.pool = MentorPool(network, self.pool)
        made.texts = self.texts.covering(made.pool.mentors, self._encoder, self._reference)
        return made

    def gathered(self) -> MentorMatcher:
        """Return the matcher of the same network with fewer segments of texts, which answer faster."""
        made = copy(self)
        made.texts = self.texts.gathered()
        return made

    def merged(self) -> MentorMatcher:
        """Return the matcher of the same network with one set of word statistics; worth it when `texts.heavy`."""
        made = copy(self)
        made.texts = self.texts.merged()
        return made

    def signals(
        self,
        query: Query,
        only: frozenset[SignalName] | None = None,
        rows: NDArray[np.int64] | None = None,
    ) -> dict[SignalName, NDArray[np.float64]]:
        """Return the signals of a query with every mentor of the pool, arrays of shape (n,) in 0..1.

        Parameters
        ----------
        only : frozenset of SignalName or None
            Restrict the signals, such as to `EXPERTISE_ONLY`.
        rows : array of int or None
            Restrict the mentors.
        """
        pool, mine = self.pool, slice(None) if rows is None else rows
        found = self.texts.signals(query, rows)
        if only is None or not only <= EXPERTISE_ONLY:
            distances = distances_km(query.coordinates, pool.coordinates[mine])
            found |= {
                SignalName.TERRITORY: territory(distances, pool.radius_km[mine], pool.remote[mine]),
                SignalName.AVAILABILITY: availability(pool.hours[mine], pool.active[mine]),
                SignalName.CAPACITY: capacity(pool.capacity[mine], pool.active[mine]),
                SignalName.SECTOR: sector(pool.sectors[mine], query.sector),
                SignalName.COLLABORATION: self._collaboration(query)[mine],
                SignalName.FEEDBACK: pool.feedback[mine],
            }
        return found if only is None else {name: value for name, value in found.items() if name in only}

    def rank(
        self, query: Query, k: int, today: date, among: NDArray[np.int64] | None = None
    ) -> Ranking[MentorSuggestion]:
        """Return the best `k` mentors for a query on a given day, explained, and whom hard rules left out.

        Parameters
        ----------
        among : array of int or None
            Rows of the pool to which the ranking is restricted, such as those that a search in a database found.
        """
        rows = np.arange(len(self.pool)) if among is None else np.unique(among)
        signals = self.signals(query, rows=None if among is None else rows)
        scores = self.ranker.score(signals)
        rules = MentorRules(self.network, self.pool, query, today)
        excluded = rules.excluded[rows]
        allowed = np.where(excluded, -1.0, scores)
        threshold = self.ranker.weights.threshold
        shown = [int(place) for place in best_rows(allowed, k) if allowed[place] >= threshold]
        floor = max(float(scores[shown[-1]]) if len(shown) == k else 0.0, threshold)
        left_out = best_rows(np.where(excluded & (scores >= floor), scores, -1.0), k).tolist()
        return Ranking(
            suggestions=tuple(
                self._explain(query, int(rows[place]), _pair(signals, place), float(scores[place])) for place in shown
            ),
            excluded=tuple(
                Exclusion(self.pool.mentors[rows[place]], rules.stated(int(rows[place])), float(scores[place]))
                for place in left_out
                if excluded[place] and scores[place] >= floor
            ),
            threshold=threshold,
            best_score=max(0.0, float(allowed.max(initial=0.0))),
        )

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
        self, query: Query, row: int, mine: dict[SignalName, NDArray[np.float64]], score: float
    ) -> MentorSuggestion:
        pool = self.pool
        facts = MentorFacts(
            mentor=pool.mentors[row],
            quote=self.texts.quote(query, row),
            refusal=self.texts.refusal(query, row),
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
            score=score,
            signals=tuple(Signal(name, float(value[0]), evidence.get(name, "")) for name, value in mine.items()),
            reasons=mentor_reasons(facts),
            reservations=tuple(reservations.values()),
            counterfactual=counterfactual(self.ranker, mine, reservations),
            rests_on=tuple(reservations),
        )


def _pair(signals: dict[SignalName, NDArray[np.float64]], place: int) -> dict[SignalName, NDArray[np.float64]]:
    return {name: values[place : place + 1] for name, values in signals.items()}
