"""What the engine answers: suggestions, people left out, and what made the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ptce_match.network import Investor, Mentor, Partner
    from ptce_match.signals import Signal, SignalName

Person = TypeVar("Person", "Mentor", "Investor", "Partner")


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[Person]):
    """One person suggested for a need or a project.

    Attributes
    ----------
    score : float
        In 0..1.
    signals : tuple of Signal
        Everything that entered the score.
    reasons, reservations : tuple of str
        French sentences: two or three reasons, any number of reservations.
    counterfactual : str
        What the score would be without the heaviest reservation; "" without any.
    rests_on : tuple of SignalName
        The signal that each reservation rests on.
    """

    person: Person
    score: float
    signals: tuple[Signal, ...]
    reasons: tuple[str, ...]
    reservations: tuple[str, ...]
    counterfactual: str = ""
    rests_on: tuple[SignalName, ...] = ()


class MentorSuggestion(Suggestion["Mentor"]):
    """A mentor suggested for a need."""

    __slots__ = ()

    @property
    def mentor(self) -> Mentor:
        """The person suggested."""
        return self.person


class InvestorSuggestion(Suggestion["Investor"]):
    """An investor suggested for a project, for the animation team only."""

    __slots__ = ()

    @property
    def investor(self) -> Investor:
        """The investor suggested."""
        return self.person


class PartnerSuggestion(Suggestion["Partner"]):
    """A partner whose offer answers a need."""

    __slots__ = ()

    @property
    def partner(self) -> Partner:
        """The partner suggested."""
        return self.person


@dataclass(frozen=True, slots=True)
class Exclusion(Generic[Person]):
    """Somebody left out by a hard rule.

    Attributes
    ----------
    rule : str
        Which rule, in French, with its facts.
    score : float
        What the score would have been.
    """

    person: Person
    rule: str
    score: float


SuggestionKind = TypeVar("SuggestionKind", bound="Suggestion[Mentor] | Suggestion[Investor] | Suggestion[Partner]")


@dataclass(frozen=True, slots=True)
class Ranking(Generic[SuggestionKind]):
    """The answer to one query.

    Attributes
    ----------
    suggestions : tuple
        At most k, best first, all at or above the threshold; empty when nothing is good enough.
    excluded : tuple of Exclusion
        Those whom a hard rule left out, best first; of mentors, those whom it kept out of the first k.
    threshold : float
        Below it, a pair is not worth showing.
    best_score : float
        Of the best person whom no rule excludes, shown or not; 0 when there is nobody.
    """

    suggestions: tuple[SuggestionKind, ...]
    excluded: tuple[Exclusion[Mentor] | Exclusion[Investor] | Exclusion[Partner], ...]
    threshold: float
    best_score: float
