"""Sectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import SECTORS
from ptce_match.signals import sector, sector_table

chosen = st.lists(st.sampled_from(sorted(SECTORS)), max_size=4, unique=True).map(tuple)


def test_one_of_ones_own_none_at_all_and_another() -> None:
    assert sector(sector_table([(3, 10), (), (1,)]), 3).tolist() == [1, 0.5, 0]


def test_a_project_without_sector_suits_everybody_alike() -> None:
    assert sector(sector_table([(3, 10), ()]), None).tolist() == [0.5, 0.5]


def test_nobody() -> None:
    assert sector(sector_table([]), 3).shape == (0,)


@given(st.lists(chosen, max_size=6), st.sampled_from(sorted(SECTORS)))
def test_the_value_says_what_was_chosen(people: list[tuple[int, ...]], wanted: int) -> None:
    expected = [1.0 if wanted in own else 0.0 if own else 0.5 for own in people]
    np.testing.assert_array_equal(sector(sector_table(people), wanted), expected)
