"""The best rows of an array, and exact search."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.index import ExactIndex, best_rows

scores = st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0]), max_size=30).map(np.array)


@given(scores, st.integers(-2, 40))
def test_best_rows_are_the_head_of_a_stable_sort(values: np.ndarray, k: int) -> None:
    expected = sorted(range(values.size), key=lambda row: (-values[row], row))[: max(k, 0)]
    assert best_rows(values, k).tolist() == expected


def test_equal_scores_come_in_row_order() -> None:
    assert best_rows(np.array([0.5, 0.9, 0.5, 0.9, 0.5]), 4).tolist() == [1, 3, 0, 2]


def test_search_finds_the_nearest_first() -> None:
    vectors = np.eye(3, dtype=np.float32)
    query = np.array([0.6, 0.0, 0.8], dtype=np.float32)
    assert ExactIndex(vectors).search(query, 2).tolist() == [2, 0]
    assert ExactIndex(vectors).search(query, 9).tolist() == [2, 0, 1]
    assert ExactIndex(vectors[:0]).search(query, 2).tolist() == []


def test_a_zero_row_is_similar_to_nothing() -> None:
    assert ExactIndex(np.zeros((2, 3), dtype=np.float32)).similarities(np.ones(3, dtype=np.float32)).tolist() == [0, 0]
