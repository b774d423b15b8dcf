"""Investors for a project: hard rules on the columns, soft signals on the rest."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ptce_match.criteria import ACCEPTED, UNLIKELY, forms_of, project_topics, read_criteria
from ptce_match.explanation import InvestorFacts, counterfactual, investor_reasons, investor_reservations
from ptce_match.index import best_rows
from ptce_match.matcher.investor_rules import investor_exclusion
from ptce_match.matcher.suggestion import Exclusion, InvestorSuggestion, Ranking
from ptce_match.network import Stage
from ptce_match.places import Communes, distances_km
from ptce_match.ranker import INVESTOR_PRIOR, Ranker
from ptce_match.signals import (
    LABELLED_FORMS,
    AversionIndex,
    ExpertiseIndex,
    ExpertiseWeights,
    Likeness,
    Signal,
    SignalName,
    amount,
    instrument,
    investor_territory,
    met,
    sector,
    sector_table,
    takes_shares_alone,
    wished,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.criteria import Criteria
    from ptce_match.encoder import Encoder
    from ptce_match.matcher.query import Query
    from ptce_match.network import Investor, Network, Project
    from ptce_match.signals import Reference

# Criteria speak of tastes, not of skills: half of the scale is reached well before an expert would reach it. Chosen, as `ALIKE`, on the demo
# network and the odd projects of data/investors.
_CRITERIA_WEIGHTS = ExpertiseWeights(slope=0.7, middle=0.7)
_GENERALIST = 0.8
_OTHER_TASTE = 0.6
_NO_CRITERIA = 0.5
ALIKE: Final = 0.45
"""How much those who write alike count beside the rules."""
_LEFT: Final = 0.1
"""What is left of a pair's worth where a stage or a form is surely refused: much less, but readers err."""


def worth(chance: float) -> float:
    """Return how much of a pair's worth is left where a point is accepted with a probability, in 0..1 on a log scale.

    A pair is worth something if each point is accepted: chances multiply, so that their logs add up in the ranker.
    With ``m = 0.1 + 0.9 * chance``, the value is ``1 - log(m) / log(0.1)``: 0 for 0, 1 for 1, .74 for one half.
    """
    return float(1.0 - np.log(_LEFT + (1.0 - _LEFT) * chance) / np.log(_LEFT))


class Told(NamedTuple):
    """What criteria say of one stage or form: with the opinion of those who write alike, by the rules alone, and where."""

    value: float
    read: float
    quote: str


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
        self._likeness = Likeness(texts, [investor.kind for investor in self.investors], self._encoder)
        sectors = [investor.sectors for investor in self.investors]
        welcome = [reading.welcome for reading in self._readings]
        self._aversions = AversionIndex(self._readings, sectors, self._encoder, self._reference)
        self._criteria = ExpertiseIndex(welcome, self._encoder, self._reference, _CRITERIA_WEIGHTS)

    def updated(self, network: Network) -> InvestorMatcher:
        """Return the matcher of a later network; criteria are read again only if one of them changed."""
        before = _read_from(self.investors)
        made = copy(self)
        made.take(network)
        if before != _read_from(made.investors):
            made.read()
        return made

    def signals(self, query: Query, project: Project) -> dict[SignalName, NDArray[np.float64]]:
        """Return the signals of a project with every investor, arrays of shape (n,) in 0..1."""
        topics = project_topics(project)
        listed = sector(self._sectors, project.sector)
        return {
            SignalName.AMOUNT: np.array([amount(i, project.amount_left) for i in self.investors]),
            SignalName.INSTRUMENT: np.array([instrument(i, project)[0] for i in self.investors]),
            SignalName.SECTOR: np.where(self._sectors[:, 0], self._told_sectors(project), listed),
            SignalName.TERRITORY: investor_territory(distances_km(query.coordinates, self._coordinates), self._radius),
            SignalName.STAGE: np.array([self._stage(row, project).value for row in range(len(self.investors))]),
            SignalName.LEGAL_FORM: np.array([self._form(row, project).value for row in range(len(self.investors))]),
            SignalName.REFUSAL: self._aversions.values(topics, query.text, query.vector),
            # Criteria that are not written say nothing.
            SignalName.CRITERIA: np.where(
                self._told,
                wished(self._criteria.values(query.text, query.vector), self._readings, topics),
                _NO_CRITERIA,
            ),
        }

    def _told_sectors(self, project: Project) -> NDArray[np.float64]:
        """Return what criteria say of the project's sector where no column does, shape (n,)."""
        told = [reading.sectors for reading in self._readings]
        return np.array([_GENERALIST if not s else 1.0 if project.sector in s else _OTHER_TASTE for s in told])

    def _stage(self, row: int, project: Project) -> Told:
        """Return what the column, or else the criteria, say of the project's stage."""
        if self.investors[row].stages:
            return Told(ACCEPTED, ACCEPTED, "")
        value, quote = self._readings[row].stage(project.stage)
        alike = float(self._likeness.stages[row, list(Stage).index(project.stage)])
        return self._opinion(row, value, alike, quote)

    def _form(self, row: int, project: Project) -> Told:
        """Return the same of its legal form; where criteria are silent, what taking shares supposes counts."""
        if self.investors[row].legal_forms:
            return Told(ACCEPTED, ACCEPTED, "")  # The hard rule has settled it.
        value, quote = self._readings[row].form(project.legal_form)
        if not quote and takes_shares_alone(self.investors[row], project):
            value = UNLIKELY
        known = [LABELLED_FORMS.index(form) for form in sorted(forms_of(project.legal_form)) if form in LABELLED_FORMS]
        if not known:
            return Told(worth(value), value, quote)
        return self._opinion(row, value, float(self._likeness.forms[row, known].max()), quote)

    def _opinion(self, row: int, value: float, alike: float, quote: str) -> Told:
        share = ALIKE if self._told[row] else 0.0
        return Told(worth((1.0 - share) * value + share * alike), value, quote)

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
            stage_quote=self._stage(row, project).quote,
            form_quote=self._form(row, project).quote,
            read={
                SignalName.STAGE: self._stage(row, project).read,
                SignalName.LEGAL_FORM: self._form(row, project).read,
            },
            wish=_wish(readings, project_topics(project)),
            refused=self._aversions.quote(project_topics(project), query.text, query.vector, row),
            condition=next(iter(readings.conditions), ""),
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


def _wish(readings: Criteria, topics: dict[str, float]) -> tuple[str, str]:
    share, mention = met(readings.wished, topics)
    return (mention.topic.name, mention.quote) if mention is not None and share >= 1.0 else ("", "")


def _read_from(investors: Sequence[Investor]) -> list[tuple[object, ...]]:
    """Return what reading depends on: as long as it is the same, nothing is read again."""
    return [(investor.criteria, investor.sectors, investor.kind) for investor in investors]
