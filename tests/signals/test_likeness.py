"""What criteria accept, judged by those that read alike."""

from __future__ import annotations

import numpy as np

from ptce_match.network import InvestorKind, Stage
from ptce_match.signals import LABELLED_FORMS, Likeness
from ptce_match.signals.likeness import load_labelled
from tests.matcher.hashing_encoder import HashingEncoder


def test_only_odd_lines_are_learnt() -> None:
    known = load_labelled()
    assert known.labels.shape == (len(known.texts), len(Stage) + len(LABELLED_FORMS))
    assert known.texts[0].startswith("On est quinze")
    assert known.texts[1].startswith("Nos concours")
    assert set(np.unique(known.labels)) == {-1.0, 0.0, 1.0}


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
