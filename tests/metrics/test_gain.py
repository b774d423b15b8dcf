"""nDCG against hand-computed values, scikit-learn and its own properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from ptce_match.errors import InputError
from ptce_match.metrics import ndcg

from .strategies import Case, cases


def test_gain_is_exponential_and_discount_logarithmic() -> None:
    # Ranking: grade 1, grade 0, grade 3. DCG = 1/log2(2) + 7/log2(4) = 4.5; ideal = 7 + 1/log2(3).
    found = ndcg(np.array([[0.9, 0.5, 0.1]]), np.array([[1, 0, 3]]), k=3)
    assert found.tolist() == pytest.approx([4.5 / (7 + 1 / np.log2(3))])


def test_documents_beyond_k_give_no_gain_but_count_in_the_ideal() -> None:
    assert ndcg(np.array([[0.9, 0.5, 0.1]]), np.array([[1, 0, 3]]), k=1).tolist() == pytest.approx([1 / 7])


def test_a_query_without_judged_document_gives_zero() -> None:
    assert ndcg(np.array([[0.1, 0.2], [0.1, 0.2]]), np.array([[0, 0], [0, 1]]), k=5).tolist() == [0.0, 1.0]


@given(cases(ties=False, max_documents=60), st.integers(1, 12))
def test_agrees_with_scikit_learn_given_exponential_gains(case: Case, k: int) -> None:
    if case.scores.shape[1] < 2:  # scikit-learn refuses a single document
        return
    gains = 2.0**case.grades - 1
    expected = [ndcg_score(gains[[q]], case.scores[[q]], k=k, ignore_ties=True) for q in range(len(gains))]
    assert ndcg(case.scores, case.grades, k).tolist() == pytest.approx(expected)


@given(cases(), st.integers(1, 12))
def test_stays_between_zero_and_one(case: Case, k: int) -> None:
    values = ndcg(case.scores, case.grades, k)
    assert values.shape == (case.scores.shape[0],)
    assert ((values >= 0) & (values <= 1 + 1e-12)).all()


@given(cases(), st.integers(1, 12))
def test_ranking_by_grade_is_perfect(case: Case, k: int) -> None:
    judged = (case.grades > 0).any(axis=1)
    assert ndcg(case.grades.astype(np.float64), case.grades, k).tolist() == pytest.approx(judged.astype(float).tolist())


def test_a_depth_below_one_is_refused() -> None:
    with pytest.raises(InputError, match="au moins 1"):
        ndcg(np.zeros((1, 1)), np.ones((1, 1), dtype=int), k=0)
