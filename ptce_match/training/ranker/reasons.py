"""Why people refuse: closed lists, and what each reason says about the weights.

"Too far" speaks of distance and of nothing else: it must not teach that the person's experience did not fit. A reason
therefore names the signals that it is about, and how far it counts; one about nothing teaches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ptce_match.signals import SignalName
from ptce_match.tables.folding import choice_key


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of the closed lists.

    Attributes
    ----------
    label : str
        As the service writes it into `historique`.
    weight : float
        In 0..1: how much a refusal for this reason counts.
    about : frozenset of SignalName or None
        The only signals whose weights it teaches; None for all of them.
    """

    code: str
    label: str
    weight: float
    about: frozenset[SignalName] | None = None


_FIT: Final = frozenset({SignalName.EXPERTISE, SignalName.TAGS, SignalName.SECTOR})
_TIME: Final = frozenset({SignalName.AVAILABILITY, SignalName.CAPACITY})
UNSAID: Final = Reason("", "", 0.5)
"""A refusal whose reason stands in free words, or nowhere."""

REASONS: Final[dict[str, Reason]] = {
    reason.code: reason
    for reason in (
        Reason("skill_not_fitting", "la compétence ne correspond pas au besoin", 1.0, _FIT),
        Reason("not_my_skill", "ce n'est pas ma compétence", 1.0, _FIT),
        Reason("refuses_topic", "sujet que je ne souhaite pas traiter", 1.0, frozenset({SignalName.REFUSAL})),
        Reason("too_far", "trop loin", 1.0, frozenset({SignalName.TERRITORY})),
        # Time is the commonest polite excuse, and passes: it counts half, and against the signals of time alone.
        Reason("no_time", "pas le temps", 0.5, _TIME),
        Reason("not_available", "pas disponible en ce moment", 0.5, _TIME),
        # Somebody else was preferred: the pair may have been right.
        Reason("better_known_person", "quelqu'un de mieux connu convient", 0.25),
        Reason("other", "autre raison", UNSAID.weight),
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
