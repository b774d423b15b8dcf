"""Metrics of the first places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.metrics import hit, hit3, mrr, top1

from .strategies import Case, cases

SCORES = np.array([[0.9, 0.8, 0.7, 0.6], [0.9, 0.8, 0.7, 0.6], [0.9, 0.8, 0.7, 0.6]])
GRADES = np.array([[1, 0, 2, 3], [2, 0, 0, 0], [1, 1, 0, 0]])


def test_reciprocal_rank_is_that_of_the_first_relevant_document() -> None:
    assert mrr(SCORES, GRADES).tolist() == pytest.approx([1 / 3, 1.0, 0.0])


def test_any_judged_document_may_be_made_relevant() -> None:
    assert mrr(SCORES, GRADES, relevant=1).tolist() == [1.0, 1.0, 1.0]
    assert mrr(SCORES, GRADES, relevant=3).tolist() == pytest.approx([1 / 4, 0.0, 0.0])


def test_a_hit_needs_one_relevant_document_within_k() -> None:
    assert hit(SCORES, GRADES, 2).tolist() == [0.0, 1.0, 0.0]
    assert hit(SCORES, GRADES, 3).tolist() == [1.0, 1.0, 0.0]


def test_top1_looks_at_the_first_document_only() -> None:
    assert top1(SCORES, GRADES).tolist() == [0.0, 1.0, 0.0]


def test_hit3_is_undefined_for_queries_without_a_grade_3() -> None:
    np.testing.assert_equal(hit3(SCORES, GRADES, 5), [1.0, np.nan, np.nan])
    np.testing.assert_equal(hit3(SCORES, GRADES, 3), [0.0, np.nan, np.nan])


@given(cases(), st.integers(1, 12))
def test_a_hit_means_a_reciprocal_rank_of_at_least_one_kth(case: Case, k: int) -> None:
    reciprocal = mrr(case.scores, case.grades)
    assert ((reciprocal >= 0) & (reciprocal <= 1)).all()
    assert hit(case.scores, case.grades, k).tolist() == (reciprocal >= 1 / k).astype(float).tolist()


@given(cases())
def test_top1_is_a_reciprocal_rank_of_one(case: Case) -> None:
    assert top1(case.scores, case.grades).tolist() == (mrr(case.scores, case.grades) == 1).astype(float).tolist()


@given(cases())
def test_ranking_by_grade_is_perfect(case: Case) -> None:
    by_grade = case.grades.astype(np.float64)
    relevant = (case.grades >= 2).any(axis=1)
    assert mrr(by_grade, case.grades).tolist() == relevant.astype(float).tolist()
    assert np.nansum(hit3(by_grade, case.grades)) == (case.grades == 3).any(axis=1).sum()
