"""The rank of judged documents: higher score first, then document order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from ptce_match.errors import InputError
from ptce_match.metrics.ranks import place

from .strategies import Case, cases


def test_documents_come_by_score_then_in_document_order() -> None:
    placed = place(np.array([[0.5, 0.9, 0.5, 0.5]]), np.array([[1, 0, 2, 3]]), at_least=1)
    assert placed.ranks.tolist() == [2, 3, 4]
    assert placed.grades.tolist() == [1, 2, 3]


def test_only_documents_of_the_asked_grade_are_placed() -> None:
    placed = place(np.array([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]]), np.array([[1, 2, 3], [1, 0, 1]]), at_least=2)
    assert placed.queries.tolist() == [0, 0]
    assert placed.ranks.tolist() == [2, 3]
    assert placed.per_query().tolist() == [2.0, 0.0]


def test_infinite_scores_are_ranked_like_any_other() -> None:
    placed = place(np.array([[-np.inf, 0.0, np.inf]]), np.array([[1, 1, 1]]), at_least=1)
    assert placed.ranks.tolist() == [1, 2, 3]
    assert place(np.array([[-np.inf, 0.0, np.inf]]), np.array([[1, 0, 0]]), at_least=1).ranks.tolist() == [3]


@given(cases(max_documents=80))
def test_ranks_are_those_of_a_stable_sort(case: Case) -> None:
    placed = place(case.scores, case.grades, at_least=1)
    order = np.argsort(-case.scores, axis=1, kind="stable")
    expected = [
        (query, rank + 1)
        for query, documents in enumerate(order)
        for rank, document in enumerate(documents)
        if case.grades[query, document] >= 1
    ]
    assert list(zip(placed.queries.tolist(), placed.ranks.tolist(), strict=True)) == expected


@given(cases())
def test_positions_count_from_one_within_each_query(case: Case) -> None:
    placed = place(case.scores, case.grades, at_least=1)
    for query in range(placed.n_queries):
        own = placed.position()[placed.queries == query]
        assert own.tolist() == list(range(1, own.size + 1))


def test_matrices_of_different_shapes_are_refused() -> None:
    with pytest.raises(InputError, match=r"mêmes dimensions.*\(1, 2\) et \(1, 3\)"):
        place(np.zeros((1, 2)), np.zeros((1, 3), dtype=int), at_least=1)


def test_a_score_that_is_not_a_number_is_refused_and_located() -> None:
    with pytest.raises(InputError, match="requête n° 2 pour le document n° 1"):
        place(np.array([[0.0, 1.0], [np.nan, 1.0]]), np.ones((2, 2), dtype=int), at_least=1)


def test_grade_zero_cannot_be_relevant() -> None:
    with pytest.raises(InputError, match="au moins 1"):
        place(np.zeros((1, 1)), np.zeros((1, 1), dtype=int), at_least=0)
