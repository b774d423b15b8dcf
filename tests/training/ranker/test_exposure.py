"""How many people a ranking shows in effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import Need
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.training.ranker.exposure import effective_mentors, effective_number
from tests.matcher.networks import BASE, TODAY, SmallMatcher, mentor

OPEN = Ranker(replace(MENTOR_PRIOR, threshold=0.0))
# An exposure is a sum of 1 / log2(r + 1): nothing, or not so little.
shares = st.lists(st.just(0.0) | st.floats(0.1, 10), min_size=1, max_size=8).map(np.array)


@given(shares)
def test_it_lies_between_one_and_the_number_of_people(exposure: np.ndarray) -> None:
    number = effective_number(exposure)
    assert number == 0 if not exposure.any() else 1 - 1e-9 <= number <= np.count_nonzero(exposure) + 1e-9


@pytest.mark.parametrize("n", [1, 2, 7])
def test_people_shown_equally_all_count(n: int) -> None:
    assert effective_number(np.full(n, 0.3)) == pytest.approx(n)


@given(shares, st.floats(0.1, 5))
def test_it_depends_on_shares_alone(exposure: np.ndarray, factor: float) -> None:
    assert effective_number(exposure * factor) == pytest.approx(effective_number(exposure))


PROFILES = ("La compta et la paie.", "Le bois.", "Le web.")
NETWORK = replace(
    BASE,
    mentors=tuple(mentor(f"B{n}", profile) for n, profile in enumerate(PROFILES)),
    needs=tuple(Need(f"N{n}", "P1", text, 1) for n, text in enumerate(("la paie", "le bois", "le web"))),
)


def test_everybody_is_shown_in_a_small_network() -> None:
    [number] = effective_mentors([OPEN], SmallMatcher(NETWORK), TODAY)
    assert 2.5 < number <= 3.0


def test_hard_rules_and_thresholds_hold() -> None:
    paused = replace(NETWORK, mentors=(mentor("B0"), mentor("B1", paused_until=date(2030, 1, 1))))
    closed = Ranker(replace(MENTOR_PRIOR, threshold=1.0))
    assert effective_mentors([OPEN, closed], SmallMatcher(paused), TODAY) == [pytest.approx(1.0), 0.0]
