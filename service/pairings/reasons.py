"""Why a suggestion came to nothing: closed lists, so that the answers can be counted and learned from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from service.pairings.states import Kind


class TeamReason(StrEnum):
    """Why the team rejects a suggestion."""

    SKILL_NOT_FITTING = "skill_not_fitting"
    CRITERIA_NOT_FITTING = "criteria_not_fitting"
    AMOUNT_NOT_FITTING = "amount_not_fitting"
    OFFER_NOT_FITTING = "offer_not_fitting"
    TOO_FAR = "too_far"
    NOT_AVAILABLE = "not_available"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    ALREADY_HELPED = "already_helped"
    BETTER_KNOWN_PERSON = "better_known_person"
    OTHER = "other"


class MentorReason(StrEnum):
    """Why a mentor declines; a pause is a move of its own."""

    NOT_MY_SKILL = "not_my_skill"
    NO_TIME = "no_time"
    TOO_FAR = "too_far"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    REFUSES_TOPIC = "refuses_topic"
    OTHER = "other"


class HolderReason(StrEnum):
    """Why a project holder does not agree."""

    SKILL_NOT_FITTING = "skill_not_fitting"
    TOO_FAR = "too_far"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    FOUND_ELSEWHERE = "found_elsewhere"
    NO_LONGER_NEEDED = "no_longer_needed"
    OTHER = "other"


PAUSE: Final = "pause"
"""The reason of a pairing that ended because the mentor paused."""

LABELS: Final[dict[str, str]] = {
    "skill_not_fitting": "la compétence ne correspond pas au besoin",
    "criteria_not_fitting": "le projet ne répond pas aux critères",
    "amount_not_fitting": "le montant ne convient pas",
    "offer_not_fitting": "l'offre ne répond pas au besoin",
    "too_far": "trop loin",
    "not_available": "pas disponible en ce moment",
    "conflict_of_interest": "conflit d'intérêts",
    "already_helped": "a déjà aidé ce projet",
    "better_known_person": "quelqu'un de mieux connu convient",
    "not_my_skill": "ce n'est pas ma compétence",
    "no_time": "pas le temps",
    "refuses_topic": "sujet que je ne souhaite pas traiter",
    "found_elsewhere": "une aide a été trouvée ailleurs",
    "no_longer_needed": "le besoin n'existe plus",
    PAUSE: "en pause",
    "other": "autre raison",
}

LASTING: Final = frozenset(
    {
        "skill_not_fitting",
        "too_far",
        "conflict_of_interest",
        "already_helped",
        "not_my_skill",
        "no_time",
        "refuses_topic",
        "other",
    }
)
"""Reasons that speak of this person for this need, and so keep the engine from suggesting the person for it again.

The others say "not now" (not available, on pause), "somebody else first" (better known, found elsewhere) or that the
need itself is gone. Letting a request expire is no refusal either.
"""

_ONLY_MENTORS: Final = frozenset({TeamReason.SKILL_NOT_FITTING, TeamReason.ALREADY_HELPED})
_ONLY_INVESTORS: Final = frozenset({TeamReason.CRITERIA_NOT_FITTING, TeamReason.AMOUNT_NOT_FITTING})
_ONLY_PARTNERS: Final = frozenset({TeamReason.OFFER_NOT_FITTING})
_LEFT_OUT: Final = {
    Kind.MENTOR: _ONLY_INVESTORS | _ONLY_PARTNERS,
    Kind.INVESTOR: _ONLY_MENTORS | _ONLY_PARTNERS,
    Kind.PARTNER: _ONLY_MENTORS | _ONLY_INVESTORS,
}


def of_team(kind: Kind) -> tuple[TeamReason, ...]:
    """Return the team's reasons that make sense for a kind of pairing."""
    return tuple(reason for reason in TeamReason if reason not in _LEFT_OUT[kind])
