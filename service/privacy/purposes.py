"""Why data about people is used: a closed list, each purpose with its usual legal basis and what people are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TEXT_VERSION: Final = "2026-11"
"""Version of the sentences below; kept with each consent, so that one knows what was read."""


class Basis(StrEnum):
    """What makes a use lawful (article 6 of the GDPR)."""

    CONTRACT = "contract"
    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"


class Purpose(StrEnum):
    """What data about people is used for; there is no other use."""

    REGISTRY = "registry"
    MATCHING = "matching"
    MESSAGES = "messages"
    MEASUREMENT = "measurement"
    NEWSLETTER = "newsletter"
    ACCOUNTABILITY = "accountability"


@dataclass(frozen=True, slots=True)
class Statement:
    """What people are told about a purpose, in French."""

    title: str
    sentence: str
    basis: Basis


BASES: Final[dict[Basis, str]] = {
    Basis.CONTRACT: "contrat d'adhésion",
    Basis.LEGITIMATE_INTEREST: "intérêt légitime",
    Basis.CONSENT: "consentement",
    Basis.LEGAL_OBLIGATION: "obligation légale",
}

STATEMENTS: Final[dict[Purpose, Statement]] = {
    Purpose.REGISTRY: Statement(
        "Registre et animation",
        "Tenir le registre des membres du réseau, de leurs projets, de leurs besoins et de ce qu'ils offrent, et suivre "
        "les accompagnements.",
        Basis.CONTRACT,
    ),
    Purpose.MATCHING: Statement(
        "Rapprochement",
        "Comparer les textes et les disponibilités pour suggérer à l'équipe qui pourrait aider qui ; une personne décide "
        "toujours, et vous pouvez vous y opposer à tout moment.",
        Basis.LEGITIMATE_INTEREST,
    ),
    Purpose.MESSAGES: Statement(
        "Messages du service",
        "Vous écrire quand une demande vous attend, quand une réponse arrive ou quand votre compte l'exige.",
        Basis.CONTRACT,
    ),
    Purpose.MEASUREMENT: Statement(
        "Mesure et amélioration",
        "Compter ce qui marche et améliorer les suggestions, sur des données où les noms, les adresses et les textes ont "
        "été retirés.",
        Basis.LEGITIMATE_INTEREST,
    ),
    Purpose.NEWSLETTER: Statement(
        "Nouvelles du réseau",
        "Vous envoyer des nouvelles du réseau qui ne concernent pas une demande en cours, seulement si vous l'avez accepté.",
        Basis.CONSENT,
    ),
    Purpose.ACCOUNTABILITY: Statement(
        "Preuves et sécurité",
        "Garder la trace des décisions, des accès et des effacements, sans nom ni texte, pour pouvoir en rendre compte.",
        Basis.LEGAL_OBLIGATION,
    ),
}
