"""Why people refuse: closed lists, and how much a refusal for each reason counts.

A refusal counts as evidence against the pair as far as its reason speaks of the pair. Weights are by reason and not by
signal: to let "too far" teach distance alone, while a yes teaches everything, would push up whatever no refusal is
about. A high expertise that is refused for the distance explains itself, since distance is a signal too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ptce_match.tables.folding import choice_key


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of the closed lists.

    Attributes
    ----------
    label : str
        As the service writes it into `historique`.
    weight : float
        In 0..1: how much a refusal for this reason counts; 0 teaches nothing.
    """

    code: str
    label: str
    weight: float


UNSAID: Final = Reason("", "", 0.5)
"""A refusal whose reason stands in free words, or nowhere."""

REASONS: Final[dict[str, Reason]] = {
    reason.code: reason
    for reason in (
        Reason("skill_not_fitting", "la compétence ne correspond pas au besoin", 1.0),
        Reason("not_my_skill", "ce n'est pas ma compétence", 1.0),
        Reason("refuses_topic", "sujet que je ne souhaite pas traiter", 1.0),
        Reason("too_far", "trop loin", 1.0),
        Reason("other", "autre raison", UNSAID.weight),
        # Time passes, and is the commonest polite excuse; somebody better known does not make the pair a wrong one.
        Reason("no_time", "pas le temps", 0.25),
        Reason("not_available", "pas disponible en ce moment", 0.25),
        Reason("better_known_person", "quelqu'un de mieux connu convient", 0.25),
        # These speak of the moment, of a rule or of the need, not of how well the two fit.
        Reason("pause", "en pause", 0.0),
        Reason("conflict_of_interest", "conflit d'intérêts", 0.0),
        Reason("already_helped", "a déjà aidé ce projet", 0.0),
        Reason("found_elsewhere", "une aide a été trouvée ailleurs", 0.0),
        Reason("no_longer_needed", "le besoin n'existe plus", 0.0),
    )
}
_BY_WORDING: Final = {choice_key(reason.label): reason for reason in REASONS.values()}


def reason_of(text: str) -> Reason:
    """Return the reason that a text names, by its code or its French wording; `UNSAID` for words of one's own."""
    return REASONS.get(text.strip()) or _BY_WORDING.get(choice_key(text[:200]), UNSAID)
