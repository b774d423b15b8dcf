"""What would change the score most."""

from __future__ import annotations

import numpy as np

from ptce_match.explanation import counterfactual
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.signals import SignalName

RANKER = Ranker(MENTOR_PRIOR)


def neutral(**changes: float) -> dict[SignalName, np.ndarray]:
    values = {name: weight.neutral for name, weight in MENTOR_PRIOR.of.items()} | {SignalName.EXPERTISE: 0.5}
    return {
        name: np.array([value]) for name, value in (values | {SignalName(k): v for k, v in changes.items()}).items()
    }


def test_the_heaviest_reservation_is_named_with_both_scores() -> None:
    signals = neutral(territory=0.2, capacity=0.5)
    said = counterfactual(RANKER, signals, {SignalName.TERRITORY: "loin", SignalName.CAPACITY: "Plus qu'une place"})
    now, then = RANKER.score(signals)[0], RANKER.score(neutral(capacity=0.5))[0]
    assert said == f"Sans la réserve « distance », le score passerait de {now:.0%} à {then:.0%}".replace("%", "\u202f%")


def test_a_reservation_lifted_is_nothing_better_than_its_absence() -> None:
    said = counterfactual(RANKER, neutral(collaboration=0.2), {SignalName.COLLABORATION: "refus"})
    assert said.endswith("à 50\u202f%")


def test_nothing_to_say_without_a_reservation_that_weighs() -> None:
    assert counterfactual(RANKER, neutral(territory=0.2), {}) == ""
    assert counterfactual(RANKER, neutral(territory=0.99), {SignalName.TERRITORY: "un peu loin"}) == ""
    assert counterfactual(RANKER, neutral(), {SignalName.FEEDBACK: "réservés"}) == ""
