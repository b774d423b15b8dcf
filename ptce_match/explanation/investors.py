"""Why an investor, and what speaks against: French sentences made from facts."""

from __future__ import annotations

from dataclasses import dataclass, field
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
_SAID_AGAINST: Final = 0.1
_MET: Final = 0.7
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
    wish : tuple of str
        What of the project they wish for: the topic's name, and their words; "" without any.
    refused : tuple of str
        What of the project they refuse: the topic's name ("" when only the meaning is near), and their words.
    read : mapping of SignalName to float
        What rules alone read of stage and legal form, which the sentences rest on; the values where it is not given.
    condition : str
        A sentence that asks for a bank, a guarantor or others beside them; "" without any.
    """

    investor: Investor
    project: Project
    distance_km: float
    usable: tuple[Instrument, ...]
    stage_quote: str
    form_quote: str
    criteria_quote: str
    wish: tuple[str, str]
    refused: tuple[str, str]
    condition: str
    values: Mapping[SignalName, float]
    read: Mapping[SignalName, float] = field(default_factory=dict)

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
            SignalName.REFUSAL: self.refused[1] if self.values[SignalName.REFUSAL] < 1.0 else "",
            SignalName.CRITERIA: self.criteria_quote,
        }


def investor_reasons(facts: InvestorFacts) -> tuple[str, ...]:
    """Return two or three reasons, the most telling first."""
    investor, project = facts.investor, facts.project
    means = " ou ".join(_WORDS[instrument] for instrument in facts.usable) or "un apport à préciser"
    reasons = [f"Peut apporter {means}, {_tickets(investor)}, pour {wording.euros(project.amount_left)} à trouver"]
    topic, words = facts.wish
    if topic:
        reasons.append(f"Ses critères évoquent {topic} : {wording.quoted(words)}")
    elif facts.criteria_quote and facts.values[SignalName.CRITERIA] >= _TASTE:
        reasons.append(f"Ses critères : {wording.quoted(facts.criteria_quote)}")
    for name, quote in ((SignalName.STAGE, facts.stage_quote), (SignalName.LEGAL_FORM, facts.form_quote)):
        words = wording.quoted(quote)
        if (
            quote
            and facts.read.get(name, facts.values[name]) >= _READ_FOR
            and not any(words[:_SAME] in reason for reason in reasons)
        ):
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
    found = _read_reservations(facts)
    if facts.condition:
        found[SignalName.CRITERIA] = f"Condition posée : {wording.quoted(facts.condition)}"
    if not facts.investor.instruments:
        found[SignalName.INSTRUMENT] = "Forme de l'apport non précisée : à demander"
    elif facts.values[SignalName.INSTRUMENT] < 1.0:
        found[SignalName.INSTRUMENT] = "Suppose une société : le statut du projet n'est pas encore choisi"
    if np.isnan(facts.distance_km):
        found[SignalName.TERRITORY] = "Distance inconnue : la commune n'a pas été reconnue"
    elif facts.distance_km > facts.investor.radius_km:
        found[SignalName.TERRITORY] = (
            f"À {wording.beyond(facts.distance_km, facts.investor.radius_km)}, un peu au-delà de son territoire "
            f"({wording.radius(facts.investor.radius_km)} autour de {facts.investor.commune})"
        )
    if facts.values[SignalName.AMOUNT] < 1.0:
        share = facts.reach / facts.project.amount_left
        found[SignalName.AMOUNT] = f"Couvre au plus {wording.percent(share)} de la somme : à combiner avec d'autres"
    return found


def _read_reservations(facts: InvestorFacts) -> dict[SignalName, str]:
    """Return what criteria were read to refuse, with the sentence that does."""
    found = {}
    stage, form = (facts.read.get(name, facts.values[name]) for name in (SignalName.STAGE, SignalName.LEGAL_FORM))
    refusal = facts.values[SignalName.REFUSAL]
    if stage < _READ_AGAINST:
        says = _says(f"ne vient pas à l'étape « {facts.project.stage} »", f"Étape « {facts.project.stage} »", stage)
        found[SignalName.STAGE] = f"{says} : {wording.quoted(facts.stage_quote)}"
    if form < _READ_AGAINST and not facts.form_quote:
        found[SignalName.LEGAL_FORM] = (
            f"Prend des parts, ce que le statut « {facts.project.legal_form} » ne permet guère : à vérifier"
        )
    elif form < _READ_AGAINST:
        wanted = facts.project.legal_form
        says = _says(f"n'accepte pas le statut « {wanted} »", f"Statut « {wanted} »", form)
        found[SignalName.LEGAL_FORM] = f"{says} : {wording.quoted(facts.form_quote)}"
    topic, words = facts.refused
    if words and refusal <= _MET:
        says = f"Dit ne pas financer {topic}" if topic else "Refus"
        says += "" if topic and refusal <= _SAID_AGAINST else " (à vérifier)"
        found[SignalName.REFUSAL] = f"{says} : {wording.quoted(words)}"
    return found


def _says(plainly: str, thing: str, value: float) -> str:
    return f"D'après ses critères, {plainly}" if value <= _SAID_AGAINST else f"{thing} à vérifier"


def _tickets(investor: Investor) -> str:
    if investor.ticket_min == investor.ticket_max:
        return f"ticket de {wording.euros(investor.ticket_max)}"
    return f"de {wording.euros(investor.ticket_min)} à {wording.euros(investor.ticket_max)}"
