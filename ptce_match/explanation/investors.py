"""Why an investor, and what speaks against: French sentences made from facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.explanation import wording
from ptce_match.network import SECTORS, Instrument
from ptce_match.signals import SignalName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_match.network import Investor, Project

MOST_REASONS: Final = 3
_FEWEST_REASONS: Final = 2
_READ_AGAINST: Final = 0.5
_READ_FOR: Final = 0.9
_TASTE: Final = 0.7
_SAME: Final = 40
"""Two quotations that begin with the same characters are one."""

_WORDS: Final[dict[Instrument, str]] = {
    Instrument.EQUITY: "des parts au capital",
    Instrument.SHAREHOLDER_LOAN: "un apport en compte courant d'associé",
    Instrument.LOAN: "un prêt",
    Instrument.HONOUR_LOAN: "un prêt d'honneur",
    Instrument.GIFT: "un don",
    Instrument.GUARANTEE: "une garantie",
    Instrument.GRANT: "une subvention",
}


@dataclass(frozen=True, slots=True)
class InvestorFacts:
    """All that is known of one (project, investor) pair.

    Attributes
    ----------
    usable : tuple of Instrument
        What the investor can bring to the project's legal form.
    stage_quote, form_quote, criteria_quote : str
        The sentences of the criteria about the stage, about the form, and nearest to the project's story.
    """

    investor: Investor
    project: Project
    distance_km: float
    usable: tuple[Instrument, ...]
    stage_quote: str
    form_quote: str
    criteria_quote: str
    values: Mapping[SignalName, float]

    @property
    def reach(self) -> float:
        """The most that the investor can put into one project now, in euros."""
        investor = self.investor
        return investor.ticket_max if investor.available is None else min(investor.ticket_max, investor.available)

    def evidence(self) -> dict[SignalName, str]:
        """Return the words or figures behind each signal."""
        investor, project = self.investor, self.project
        near = "" if np.isnan(self.distance_km) else wording.kilometres(self.distance_km)
        return {
            SignalName.AMOUNT: f"{_tickets(investor)}, {wording.euros(project.amount_left)} à trouver",
            SignalName.INSTRUMENT: ", ".join(self.usable),
            SignalName.SECTOR: ", ".join(SECTORS[sector] for sector in investor.sectors),
            SignalName.TERRITORY: near,
            SignalName.STAGE: self.stage_quote,
            SignalName.LEGAL_FORM: self.form_quote,
            SignalName.CRITERIA: self.criteria_quote,
        }


def investor_reasons(facts: InvestorFacts) -> tuple[str, ...]:
    """Return two or three reasons, the most telling first."""
    investor, project = facts.investor, facts.project
    means = " ou ".join(_WORDS[instrument] for instrument in facts.usable) or "un apport à préciser"
    reasons = [f"Peut apporter {means}, {_tickets(investor)}, pour {wording.euros(project.amount_left)} à trouver"]
    if facts.criteria_quote and facts.values[SignalName.CRITERIA] >= _TASTE:
        reasons.append(f"Ses critères : {wording.quoted(facts.criteria_quote)}")
    for name, quote in ((SignalName.STAGE, facts.stage_quote), (SignalName.LEGAL_FORM, facts.form_quote)):
        words = wording.quoted(quote)
        if quote and facts.values[name] >= _READ_FOR and not any(words[:_SAME] in reason for reason in reasons):
            reasons.append(f"Ses critères : {words}")
    if project.sector is not None and project.sector in investor.sectors:
        reasons.append(f"Finance le secteur : {SECTORS[project.sector]}")
    if facts.distance_km <= investor.radius_km:
        reasons.append(f"À {wording.kilometres(facts.distance_km)}, dans son territoire")
    if not investor.sectors:
        reasons.append("Ouvert à tous les secteurs")
    if len(reasons) < _FEWEST_REASONS and facts.criteria_quote:
        reasons.append(f"Ses critères : {wording.quoted(facts.criteria_quote)}")
    return tuple(reasons[:MOST_REASONS])


def investor_reservations(facts: InvestorFacts) -> dict[SignalName, str]:
    """Return what speaks against the pair, by the signal that it rests on."""
    found = {}
    if facts.values[SignalName.STAGE] < _READ_AGAINST:
        found[SignalName.STAGE] = f"Étape « {facts.project.stage} » à vérifier : {wording.quoted(facts.stage_quote)}"
    if facts.values[SignalName.LEGAL_FORM] < _READ_AGAINST:
        form = facts.project.legal_form
        found[SignalName.LEGAL_FORM] = f"Statut « {form} » à vérifier : {wording.quoted(facts.form_quote)}"
    if not facts.investor.instruments:
        found[SignalName.INSTRUMENT] = "Forme de l'apport non précisée : à demander"
    elif facts.values[SignalName.INSTRUMENT] < 1.0:
        found[SignalName.INSTRUMENT] = "Suppose une société : le statut du projet n'est pas encore choisi"
    if np.isnan(facts.distance_km):
        found[SignalName.TERRITORY] = "Distance inconnue : la commune n'a pas été reconnue"
    if facts.values[SignalName.AMOUNT] < 1.0:
        share = facts.reach / facts.project.amount_left
        found[SignalName.AMOUNT] = f"Couvre au plus {wording.percent(share)} de la somme : à combiner avec d'autres"
    return found


def _tickets(investor: Investor) -> str:
    if investor.ticket_min == investor.ticket_max:
        return f"ticket de {wording.euros(investor.ticket_max)}"
    return f"de {wording.euros(investor.ticket_min)} à {wording.euros(investor.ticket_max)}"
