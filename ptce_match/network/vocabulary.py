"""The closed lists of the network, with their French wording as values."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

SECTORS: Final[dict[int, str]] = {
    1: "bâtiment",
    2: "éco-activités",
    3: "alimentation et agriculture durable",
    4: "culture et industries créatives",
    5: "services à la personne",
    6: "services aux entreprises",
    7: "formation professionnelle",
    8: "emploi et sécurisation des parcours",
    9: "technologies de l'information",
    10: "restauration et tourisme social",
}


class MentorStatus(StrEnum):
    """What a volunteer does besides the network."""

    EMPLOYER = "chef d'entreprise"
    SELF_EMPLOYED = "indépendant"
    EMPLOYEE = "salarié"
    RETIRED = "retraité"
    STUDENT = "étudiant"
    JOB_SEEKER = "demandeur d'emploi"


class Stage(StrEnum):
    """How far a project has come; the order of the members is the order in time."""

    IDEA = "idée"
    STUDY = "étude"
    CREATION = "création"
    GROWTH = "développement"


class ProjectKind(StrEnum):
    """Who carries a project."""

    INDIVIDUAL = "individuel"
    COLLECTIVE = "collectif"
    ASSOCIATION = "association"


class InvestorKind(StrEnum):
    """Who puts money into projects."""

    CIGALE = "cigale"
    CAGNOTTE = "cagnotte"
    TONTINE = "tontine"
    PRIVATE = "particulier"
    BANK = "banque"
    INSTITUTION = "institution"
    FOUNDATION = "fondation"


class Instrument(StrEnum):
    """In which form money comes."""

    EQUITY = "capital"
    SHAREHOLDER_LOAN = "compte courant d'associé"
    LOAN = "prêt"
    HONOUR_LOAN = "prêt d'honneur"
    GIFT = "don"
    GUARANTEE = "garantie"
    GRANT = "subvention"


class Outcome(StrEnum):
    """What became of a suggestion."""

    PROPOSED = "proposée"
    ACCEPTED = "acceptée"
    REFUSED = "refusée"
    COMPLETED = "terminée"
