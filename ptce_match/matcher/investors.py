"""Investors for a project: hard rules on the columns, soft signals on the rest."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from ptce_match.explanation import InvestorFacts, counterfactual, investor_reasons, investor_reservations
from ptce_match.index import best_rows
from ptce_match.matcher.investor_rules import investor_exclusion
from ptce_match.matcher.suggestion import Exclusion, InvestorSuggestion, Ranking
from ptce_match.places import Communes, distances_km
from ptce_match.ranker import INVESTOR_PRIOR, Ranker
from ptce_match.signals import (
    ExpertiseIndex,
    ExpertiseWeights,
    Signal,
    SignalName,
    amount,
    form_families,
    form_value,
    instrument,
    read_criteria,
    sector,
    sector_table,
    stage_value,
    territory,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.matcher.query import Query
    from ptce_match.network import Network, Project
    from ptce_match.signals import Reference

# Criteria speak of tastes, not of skills: half of the scale is reached at the mean of the reference profiles.
_CRITERIA_WEIGHTS = ExpertiseWeights(slope=1.0, middle=0.0)
_GENERALIST = 0.8
_NO_CRITERIA = 0.5


class InvestorMatcher:
    """Ranks the investors of one network; its answers are for the animation team only.

    Guarantees as for `MentorMatcher`. Nothing here predicts success, default or repayment.

    Parameters
    ----------
    network : Network
    encoder : Encoder
    reference : Reference
    ranker : Ranker or None
        The published prior by default.
    """

    def __init__(self, network: Network, encoder: Encoder, reference: Reference, ranker: Ranker | None = None) -> None:
        self.ranker = ranker or Ranker(INVESTOR_PRIOR)
        self._encoder, self._reference = encoder, reference
        self.take(network)
        self.read()

    def take(self, network: Network) -> None:
        """Take over the columns of a network."""
        self.network = network
        self.investors = sorted(network.investors, key=lambda investor: investor.id)
        self._coordinates = Communes.load().coordinates([investor.insee for investor in self.investors])
        self._radius = np.array([investor.radius_km for investor in self.investors], dtype=np.float64)
        self._sectors = sector_table([investor.sectors for investor in self.investors])

    def read(self) -> None:
        """Read what the investors wrote."""
        texts = [investor.criteria for investor in self.investors]
        self._told = np.array([bool(text.strip()) for text in texts], dtype=bool)
        self._readings = [read_criteria(text) for text in texts]
        self._criteria = ExpertiseIndex(texts, self._encoder, self._reference, _CRITERIA_WEIGHTS)

    def updated(self, network: Network) -> InvestorMatcher:
        """Return the matcher of a later network; criteria are read again only if one of them changed."""
        before = [investor.criteria for investor in self.investors]
        made = copy(self)
        made.take(network)
        if before != [investor.criteria for investor in made.investors]:
            made.read()
        return made

    def signals(self, query: Query, project: Project) -> dict[SignalName, NDArray[np.float64]]:
        """Return the signals of a project with every investor, arrays of shape (n,) in 0..1."""
        forms = form_families(project.legal_form)
        listed = sector(self._sectors, project.sector)
        return {
            SignalName.AMOUNT: np.array([amount(i, project.amount_left) for i in self.investors]),
            SignalName.INSTRUMENT: np.array([instrument(i, project)[0] for i in self.investors]),
            SignalName.SECTOR: np.where(self._sectors[:, 0], _GENERALIST, listed),
            SignalName.TERRITORY: territory(
                distances_km(query.coordinates, self._coordinates),
                self._radius,
                np.zeros(len(self.investors), dtype=bool),
            ),
            SignalName.STAGE: np.array([stage_value(r, project.stage)[0] for r in self._readings]),
            SignalName.LEGAL_FORM: np.array([form_value(r, forms)[0] for r in self._readings]),
            # Criteria that are not written say nothing.
            SignalName.CRITERIA: np.where(self._told, self._criteria.values(query.text, query.vector), _NO_CRITERIA),
        }

    def scores(self, query: Query, project: Project) -> tuple[NDArray[np.float64], dict[int, str]]:
        """Return every investor's score, shape (n,), and the rows that a hard rule excludes with the rule."""
        return self.ranker.score(self.signals(query, project)), self._exclusions(query, project)

    def rank(self, query: Query, project: Project, k: int) -> Ranking[InvestorSuggestion]:
        """Return the best `k` investors for a project, explained, and whom hard rules left out."""
        signals = self.signals(query, project)
        scores, excluded = self.ranker.score(signals), self._exclusions(query, project)
        allowed = scores.copy()
        allowed[list(excluded)] = -1.0
        threshold = self.ranker.weights.threshold
        shown = [int(row) for row in best_rows(allowed, k) if allowed[row] >= threshold]
        left_out = sorted(excluded, key=lambda row: (-scores[row], row))
        return Ranking(
            suggestions=tuple(self._explain(query, project, row, signals, float(scores[row])) for row in shown),
            excluded=tuple(Exclusion(self.investors[row], excluded[row], float(scores[row])) for row in left_out),
            threshold=threshold,
            best_score=max(0.0, float(allowed.max(initial=0.0))),
        )

    def _exclusions(self, query: Query, project: Project) -> dict[int, str]:
        distances = distances_km(query.coordinates, self._coordinates)
        rules = {
            row: investor_exclusion(self.network, investor, project, float(distances[row]))
            for row, investor in enumerate(self.investors)
        }
        return {row: rule for row, rule in rules.items() if rule}

    def _explain(
        self, query: Query, project: Project, row: int, signals: dict[SignalName, NDArray[np.float64]], score: float
    ) -> InvestorSuggestion:
        investor = self.investors[row]
        values = {name: np.asarray([found[row]]) for name, found in signals.items()}
        readings = self._readings[row]
        facts = InvestorFacts(
            investor=investor,
            project=project,
            distance_km=float(distances_km(query.coordinates, self._coordinates[row : row + 1])[0]),
            usable=instrument(investor, project)[1],
            stage_quote=stage_value(readings, project.stage)[1],
            form_quote=form_value(readings, form_families(project.legal_form))[1],
            criteria_quote=self._criteria.quote(query.text, query.vector, row),
            values={name: float(value[0]) for name, value in values.items()},
        )
        evidence = facts.evidence()
        reservations = investor_reservations(facts)
        return InvestorSuggestion(
            person=investor,
            score=score,
            signals=tuple(Signal(name, float(value[0]), evidence.get(name, "")) for name, value in values.items()),
            reasons=investor_reasons(facts),
            reservations=tuple(reservations.values()),
            counterfactual=counterfactual(self.ranker, values, reservations),
            rests_on=tuple(reservations),
        )
