"""Recall and average precision against hand-computed values, scikit-learn and their own properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score
from sklearn.metrics import label_ranking_average_precision_score as lrap

from ptce_match.metrics import average_precision, recall

from .strategies import Case, cases

SCORES = np.array([[0.9, 0.8, 0.7, 0.6], [0.9, 0.8, 0.7, 0.6]])
GRADES = np.array([[2, 1, 0, 3], [1, 0, 0, 0]])


def test_recall_is_the_share_of_relevant_documents_found() -> None:
    assert recall(SCORES, GRADES, 3).tolist() == [0.5, 0.0]
    assert recall(SCORES, GRADES, 4).tolist() == [1.0, 0.0]


def test_average_precision_averages_over_relevant_documents() -> None:
    assert average_precision(SCORES, GRADES).tolist() == pytest.approx([(1 / 1 + 2 / 4) / 2, 0.0])


@given(cases(ties=False), st.integers(1, 3))
def test_average_precision_agrees_with_scikit_learn(case: Case, relevant: int) -> None:
    truth = case.grades >= relevant
    found = average_precision(case.scores, case.grades, relevant=relevant)
    for query in np.flatnonzero(truth.any(axis=1)):
        expected = average_precision_score(truth[query], case.scores[query])
        assert found[query] == pytest.approx(expected)
        assert expected == pytest.approx(lrap(truth[[query]], case.scores[[query]]))


@given(cases(), st.integers(1, 12))
def test_both_stay_between_zero_and_one(case: Case, k: int) -> None:
    for values in (recall(case.scores, case.grades, k), average_precision(case.scores, case.grades)):
        assert values.shape == (case.scores.shape[0],)
        assert ((values >= 0) & (values <= 1 + 1e-12)).all()


@given(cases())
def test_everything_relevant_is_found_within_all_places(case: Case) -> None:
    found = recall(case.scores, case.grades, case.scores.shape[1])
    assert found.tolist() == (case.grades >= 2).any(axis=1).astype(float).tolist()


@given(cases())
def test_ranking_by_grade_is_perfect(case: Case) -> None:
    perfect = average_precision(case.grades.astype(np.float64), case.grades)
    assert perfect.tolist() == pytest.approx((case.grades >= 2).any(axis=1).astype(float).tolist())
