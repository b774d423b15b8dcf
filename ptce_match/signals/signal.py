"""What a signal is: one named reason to match or not, with a value and its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SignalName(StrEnum):
    """Every signal that enters a score."""

    EXPERTISE = "expertise"
    TAGS = "tags"
    REFUSAL = "refusal"
    TERRITORY = "territory"
    AVAILABILITY = "availability"
    CAPACITY = "capacity"
    SECTOR = "sector"
    COLLABORATION = "collaboration"
    FEEDBACK = "feedback"
    AMOUNT = "amount"
    INSTRUMENT = "instrument"
    STAGE = "stage"
    LEGAL_FORM = "legal_form"
    CRITERIA = "criteria"
    OFFER = "offer"


LABELS: Final[dict[SignalName, str]] = {
    SignalName.EXPERTISE: "Expérience en rapport avec le besoin",
    SignalName.TAGS: "Compétences déclarées",
    SignalName.REFUSAL: "Ce que la personne ne souhaite pas faire",
    SignalName.TERRITORY: "Distance",
    SignalName.AVAILABILITY: "Temps disponible",
    SignalName.CAPACITY: "Places restantes",
    SignalName.SECTOR: "Secteur d'activité",
    SignalName.COLLABORATION: "Collaboration passée avec ce projet",
    SignalName.FEEDBACK: "Retours des accompagnements terminés",
    SignalName.AMOUNT: "Montant recherché et ticket",
    SignalName.INSTRUMENT: "Forme de l'apport et statut juridique",
    SignalName.STAGE: "Étape du projet",
    SignalName.LEGAL_FORM: "Statut juridique accepté",
    SignalName.CRITERIA: "Critères exprimés et histoire du projet",
    SignalName.OFFER: "Offre en rapport avec le besoin",
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal of one pair.

    Attributes
    ----------
    value : float
        In 0..1; 1 speaks for the pair, 0 against it.
    evidence : str
        French words that show where the value comes from; "" when there is nothing to show.
    """

    name: SignalName
    value: float
    evidence: str = ""

    @property
    def label(self) -> str:
        """The French name of the signal."""
        return LABELS[self.name]
