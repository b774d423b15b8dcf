"""What criteria accept, judged by those that read alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.network import InvestorKind, Stage
from ptce_match.signals import LABELLED_FORMS, Likeness
from ptce_match.signals.likeness import load_labelled
from tests.matcher.hashing_encoder import HashingEncoder

if TYPE_CHECKING:
    from ptce_match.signals.likeness import Half

HALVES: tuple[Half, ...] = ("all", "odd", "even")


def test_the_halves_are_all_of_it() -> None:
    whole, odd, even = (load_labelled(half) for half in HALVES)
    assert sorted(whole.texts) == sorted((*odd.texts, *even.texts))
    assert whole.labels.shape == (len(whole.texts), len(Stage) + len(LABELLED_FORMS))
    assert any(text.startswith("On est quinze") for text in odd.texts)
    assert any(text.startswith("Je suis un ancien boulanger") for text in even.texts)
    assert set(np.unique(whole.labels)) == {-1.0, 0.0, 1.0}


def test_what_was_learnt_is_found_again() -> None:
    known = load_labelled()
    found = Likeness(known.texts, known.kinds, HashingEncoder())
    values = np.hstack([found.stages, found.forms])
    assert values.min() >= 0
    assert values.max() <= 1
    assert values[known.labels > 0].mean() > 0.55 > 0.45 > values[known.labels < 0].mean()


def test_the_type_of_investor_counts() -> None:
    kinds = (InvestorKind.BANK, InvestorKind.CAGNOTTE)
    found = Likeness(("Nous aidons des gens.",) * 2, kinds, HashingEncoder())
    idea = list(Stage).index(Stage.IDEA)
    assert found.stages[0, idea] < found.stages[1, idea]


def test_nobody_is_like_nobody() -> None:
    found = Likeness((), (), HashingEncoder())
    assert found.stages.shape == (0, len(Stage))
    assert found.forms.shape == (0, len(LABELLED_FORMS))
