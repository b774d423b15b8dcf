"""Partners for a need: whose offer answers it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.explanation import wording
from ptce_match.index import best_rows
from ptce_match.matcher.mentor_rules import conflict_rule
from ptce_match.matcher.suggestion import Exclusion, PartnerSuggestion, Ranking
from ptce_match.places import Communes, distances_km
from ptce_match.ranker import PARTNER_PRIOR, Ranker
from ptce_match.signals import ExpertiseIndex, Signal, SignalName, territory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.matcher.query import Query
    from ptce_match.network import Network
    from ptce_match.signals import Reference

REACH_KM: Final = 40.0
"""Partners state no radius: most serve their part of the department."""


class PartnerMatcher:
    """Ranks the partners of one network by their offers. Guarantees as for `MentorMatcher`."""

    def __init__(self, network: Network, encoder: Encoder, reference: Reference, ranker: Ranker | None = None) -> None:
        self.ranker = ranker or Ranker(PARTNER_PRIOR)
        self._encoder, self._reference = encoder, reference
        self.take(network)
        self.offers = ExpertiseIndex([partner.offer for partner in self.partners], encoder, reference)

    def take(self, network: Network) -> None:
        """Take over the columns of a network."""
        self.network = network
        self.partners = sorted(network.partners, key=lambda partner: partner.id)
        self._coordinates = Communes.load().coordinates([partner.insee for partner in self.partners])

    def updated(self, network: Network) -> PartnerMatcher:
        """Return the matcher of a later network; offers are read again only if one of them changed."""
        before = [partner.offer for partner in self.partners]
        made = copy(self)
        made.take(network)
        texts = [partner.offer for partner in made.partners]
        if texts != before:
            made.offers = ExpertiseIndex(texts, self._encoder, self._reference)
        return made

    def rank(self, query: Query, k: int) -> Ranking[PartnerSuggestion]:
        """Return the best `k` partners for a need, explained, and whom a declared conflict left out."""
        distances = distances_km(query.coordinates, self._coordinates)
        signals = {
            SignalName.OFFER: self.offers.values(query.text, query.vector),
            SignalName.TERRITORY: _territory(distances),
        }
        scores = self.ranker.score(signals)
        threshold = self.ranker.weights.threshold
        excluded = self._exclusions(query)
        allowed = scores.copy()
        allowed[list(excluded)] = -1.0
        shown = [int(row) for row in best_rows(allowed, k) if allowed[row] >= threshold]
        left_out = sorted(excluded, key=lambda row: (-scores[row], row))
        return Ranking(
            suggestions=tuple(
                self._explain(query, row, signals, float(scores[row]), float(distances[row])) for row in shown
            ),
            excluded=tuple(Exclusion(self.partners[row], excluded[row], float(scores[row])) for row in left_out),
            threshold=threshold,
            best_score=max(0.0, float(allowed.max(initial=0.0))),
        )

    def _exclusions(self, query: Query) -> dict[int, str]:
        """Return the rows of the partners who are in a declared conflict with the project, with the rule in French."""
        if query.project is None:
            return {}
        reasons = {c.person_id: c.reason for c in self.network.conflicts if c.project_id == query.project.id}
        return {
            row: conflict_rule(reasons[partner.id])
            for row, partner in enumerate(self.partners)
            if partner.id in reasons
        }

    def _explain(
        self, query: Query, row: int, signals: dict[SignalName, NDArray[np.float64]], score: float, distance: float
    ) -> PartnerSuggestion:
        quote = self.offers.quote(query.text, query.vector, row)
        near = "" if np.isnan(distance) else f"À {wording.kilometres(distance)}"
        evidence = {SignalName.OFFER: quote, SignalName.TERRITORY: near}
        return PartnerSuggestion(
            person=self.partners[row],
            score=score,
            signals=tuple(Signal(name, float(values[row]), evidence[name]) for name, values in signals.items()),
            reasons=tuple(reason for reason in (f"Son offre : {wording.quoted(quote)}", near) if reason),
            reservations=(),
        )


def _territory(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    n = len(distances)
    return territory(distances, np.full(n, REACH_KM), np.zeros(n, dtype=bool))
