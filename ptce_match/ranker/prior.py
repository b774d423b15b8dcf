"""The prior: published weights that rank without any history.

The score is a log-linear model over signals in 0..1:

    score = sigmoid(intercept + slope * base + sum over signals of weight * (value - neutral))

For mentors `base` is the log-odds of the expertise signal, itself calibrated on judged pairs of the demo network: with
every other signal at its neutral value the score *is* the expertise (slope 1, intercept 0). For investors there is no
base, only an intercept; for partners the base is the offer.
A weight is thus the change in log-odds between a signal's two ends; 0.7 doubles the odds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ptce_match.signals import NO_FEEDBACK, SignalName

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Weight:
    """How a signal moves a score: `weight` log-odds from end to end, nothing at `neutral`."""

    weight: float
    neutral: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of one ranker.

    Attributes
    ----------
    name, version : str
        Shown with every result.
    of : mapping of SignalName to Weight
    base : SignalName or None
        The signal whose log-odds the score starts from.
    slope : float
        What one unit of these log-odds counts for, not negative; 1 in every prior.
    intercept : float
        Added to every score, in log-odds.
    threshold : float
        Below this score a suggestion is not worth showing.
    """

    name: str
    version: str
    of: Mapping[SignalName, Weight] = field(default_factory=lambda: MappingProxyType({}))
    base: SignalName | None = None
    intercept: float = 0.0
    threshold: float = 0.0
    slope: float = 1.0


MENTOR_PRIOR: Final = Weights(
    name="prior-mentors",
    version="4",
    base=SignalName.EXPERTISE,
    of=MappingProxyType(
        {
            SignalName.TAGS: Weight(0.4, 0.5),
            SignalName.REFUSAL: Weight(3.0, 1.0),
            SignalName.TERRITORY: Weight(1.5, 1.0),
            SignalName.AVAILABILITY: Weight(0.8, 1.0),
            SignalName.CAPACITY: Weight(0.4, 1.0),
            SignalName.SECTOR: Weight(0.4, 0.5),
            SignalName.COLLABORATION: Weight(1.6, 0.5),
            SignalName.FEEDBACK: Weight(0.8, NO_FEEDBACK),
        }
    ),
    # Of a hundred needs of the demo network that nobody can answer and a hundred that somebody can, those who are told
    # « aucune correspondance » are nearly all of the first kind (`python -m scripts.measure_scores`).
    threshold=0.20,
)

INVESTOR_PRIOR: Final = Weights(
    name="prior-investisseurs",
    version="3",
    # On the demo network a pair with everything in order scores .8 (median), one with a single soft point off .3,
    # one with two .03.
    intercept=3.5,
    of=MappingProxyType(
        {
            # Columns exclude; within what they allow they only order.
            SignalName.AMOUNT: Weight(1.5, 1.0),
            SignalName.INSTRUMENT: Weight(1.5, 1.0),
            SignalName.SECTOR: Weight(1.5, 1.0),
            SignalName.TERRITORY: Weight(3.0, 1.0),
            # These two come as logs of chances: each point that criteria refuse costs about the same, and more than
            # all the rest together, while one that they may well accept costs little.
            SignalName.STAGE: Weight(7.0, 1.0),
            SignalName.LEGAL_FORM: Weight(7.0, 1.0),
            # Less: a word in common between a refusal and a story may be met in passing.
            SignalName.REFUSAL: Weight(4.0, 1.0),
            SignalName.CRITERIA: Weight(2.0, 0.5),
        }
    ),
    threshold=0.08,
)

PARTNER_PRIOR: Final = Weights(
    name="prior-partenaires",
    version="1",
    base=SignalName.OFFER,
    of=MappingProxyType({SignalName.TERRITORY: Weight(1.0, 1.0)}),
    threshold=0.08,
)
