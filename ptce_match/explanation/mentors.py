"""Why a mentor, and what speaks against: French sentences made from facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.explanation import wording
from ptce_match.network import SECTORS, Outcome
from ptce_match.signals import SignalName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_match.network import Decision, Mentor

MOST_REASONS: Final = 3
_CLEAR_TAGS: Final = 0.75
_CLEAR_REFUSAL: Final = 0.75
_LOW_RATING: Final = 3.0


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """All that is known of one (need, mentor) pair.

    Attributes
    ----------
    quote : str
        The mentor's sentence that answers the need best.
    refusal : str
        The mentor's refusal nearest to the need, "" without any.
    distance_km : float
        NaN when one of the places is unknown.
    place : str
        Where the project is.
    active : int
        Projects that the mentor accompanies now.
    past : tuple of Decision
        Earlier decisions between this mentor and this project.
    ratings : tuple of int
        Ratings of the mentor's completed accompaniments.
    values : mapping of SignalName to float
    """

    mentor: Mentor
    quote: str
    refusal: str
    distance_km: float
    place: str
    active: int
    sector: int | None
    past: tuple[Decision, ...]
    ratings: tuple[int, ...]
    values: Mapping[SignalName, float]

    @property
    def places_left(self) -> int:
        """Projects that the mentor can still take."""
        return self.mentor.capacity - self.active

    @property
    def near(self) -> bool:
        """Whether the project is known to lie within the mentor's radius."""
        return self.distance_km <= self.mentor.radius_km

    def evidence(self) -> dict[SignalName, str]:
        """Return the words or figures behind each signal."""
        mentor = self.mentor
        return {
            SignalName.EXPERTISE: self.quote,
            SignalName.TAGS: ", ".join(mentor.tags),
            SignalName.REFUSAL: self.refusal,
            SignalName.TERRITORY: _distance(self),
            SignalName.AVAILABILITY: f"{wording.number(mentor.hours_per_month)} h par mois",
            SignalName.CAPACITY: _places(self),
            SignalName.SECTOR: ", ".join(SECTORS[sector] for sector in mentor.sectors),
            SignalName.COLLABORATION: " ; ".join(_past(decision) for decision in self.past),
            SignalName.FEEDBACK: _feedback(self.ratings),
        }


def mentor_reasons(facts: MentorFacts) -> tuple[str, ...]:
    """Return two or three reasons, the most telling first.

    The mentor's own words come first whenever there are any; then what the two sides already lived together; then
    what makes the meeting easy.
    """
    mentor = facts.mentor
    reasons = [f"Son parcours : {wording.quoted(facts.quote)}"] if facts.quote else []
    good = [decision for decision in facts.past if _went_well(decision)]
    if good:
        reasons.append(f"A déjà travaillé avec ce projet ({_past(good[-1])})")
    if mentor.tags and facts.values.get(SignalName.TAGS, 0.0) >= _CLEAR_TAGS:
        reasons.append(f"Compétences déclarées : {', '.join(mentor.tags)}")
    if facts.near:
        near = wording.kilometres(facts.distance_km)
        reasons.append(f"À {near}, dans son rayon de {wording.radius(mentor.radius_km)}")
    elif mentor.remote:
        reasons.append("Accompagne aussi à distance")
    if facts.sector is not None and facts.sector in mentor.sectors:
        reasons.append(f"Connaît le secteur : {SECTORS[facts.sector]}")
    reasons.append(_room(facts))
    return tuple(reasons[:MOST_REASONS])


def mentor_reservations(facts: MentorFacts) -> dict[SignalName, str]:
    """Return what speaks against the pair, by the signal that it rests on."""
    mentor, found = facts.mentor, {}
    if facts.refusal and facts.values.get(SignalName.REFUSAL, 1.0) < _CLEAR_REFUSAL:
        found[SignalName.REFUSAL] = f"Dit ne pas vouloir faire : {wording.quoted(facts.refusal)}"
    if np.isnan(facts.distance_km):
        # When nobody said where the need is, that is no reservation about the mentor.
        if facts.place:
            found[SignalName.TERRITORY] = "Distance inconnue : la commune n'a pas été reconnue"
    elif not facts.near:
        remote = ", mais accompagne à distance" if mentor.remote else ""
        found[SignalName.TERRITORY] = (
            f"À {wording.beyond(facts.distance_km, mentor.radius_km)}, au-delà de son rayon de "
            f"{wording.radius(mentor.radius_km)}{remote}"
        )
    if facts.places_left == 1 and mentor.capacity > 1:
        found[SignalName.CAPACITY] = "Plus qu'une place"
    if facts.values.get(SignalName.AVAILABILITY, 1.0) < 1.0:
        shared = f", déjà {wording.plural(facts.active, 'projet', 'projets')} en cours" if facts.active else ""
        found[SignalName.AVAILABILITY] = f"Peu de temps : {wording.number(mentor.hours_per_month)} h par mois{shared}"
    bad = [decision for decision in facts.past if not _went_well(decision) and decision.outcome is not Outcome.PROPOSED]
    if bad:
        found[SignalName.COLLABORATION] = f"Avec ce projet : {_past(bad[-1])}"
    if facts.ratings and float(np.mean(facts.ratings)) < _LOW_RATING:
        found[SignalName.FEEDBACK] = f"Retours réservés : {_feedback(facts.ratings)}"
    return found


def _distance(facts: MentorFacts) -> str:
    if np.isnan(facts.distance_km):
        return ""
    return f"{wording.kilometres(facts.distance_km)} pour un rayon de {wording.radius(facts.mentor.radius_km)}"


def _room(facts: MentorFacts) -> str:
    # Few hours are a reservation: they cannot be a reason too.
    if facts.values.get(SignalName.AVAILABILITY, 1.0) < 1.0:
        return f"Peut encore accompagner : {_places(facts)}"
    return f"Disponible : {wording.number(facts.mentor.hours_per_month)} h par mois, {_places(facts)}"


def _places(facts: MentorFacts) -> str:
    return wording.plural(facts.places_left, "place libre", "places libres")


def _went_well(decision: Decision) -> bool:
    if decision.outcome is Outcome.COMPLETED:
        return decision.rating is None or decision.rating >= _LOW_RATING
    return decision.outcome is Outcome.ACCEPTED


def _past(decision: Decision) -> str:
    rating = f", note {decision.rating}/5" if decision.rating is not None else ""
    word = {
        Outcome.COMPLETED: "accompagnement terminé",
        Outcome.ACCEPTED: "accompagnement en cours",
        Outcome.REFUSED: "rapprochement refusé",
        Outcome.PROPOSED: "rapprochement proposé",
    }[decision.outcome]
    return f"{word}, {wording.day(decision.date)}{rating}"


def _feedback(ratings: tuple[int, ...]) -> str:
    if not ratings:
        return ""
    mean = wording.number(float(np.mean(ratings)))
    return f"{mean}/5 sur {wording.plural(len(ratings), 'accompagnement', 'accompagnements')}"
