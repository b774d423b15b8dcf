"""What no metric may depend on: the scale of the scores, and where a document or a query stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.metrics import average_precision, hit, hit3, mrr, ndcg, recall, top1

from .strategies import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Measure = Callable[[NDArray[np.float64], NDArray[np.int64]], NDArray[np.float64]]

METRICS: Final[dict[str, Measure]] = {
    "ndcg@5": lambda scores, grades: ndcg(scores, grades, 5),
    "mrr": mrr,
    "top1": top1,
    "hit@3": lambda scores, grades: hit(scores, grades, 3),
    "hit3@5": hit3,
    "recall@4": lambda scores, grades: recall(scores, grades, 4),
    "map": average_precision,
}

each_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())


@each_metric
@given(case=cases(ties=False))
def test_increasing_transforms_change_nothing(metric: Measure, case: Case) -> None:
    transformed = np.arctan(case.scores) * 2 + case.scores**3
    np.testing.assert_allclose(metric(transformed, case.grades), metric(case.scores, case.grades))


@each_metric
@given(case=cases(ties=False), seed=st.integers(0, 1000))
def test_the_order_of_documents_changes_nothing_without_ties(metric: Measure, case: Case, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(case.scores.shape[1])
    shuffled = metric(case.scores[:, order], case.grades[:, order])
    np.testing.assert_allclose(shuffled, metric(case.scores, case.grades))


@each_metric
@given(case=cases())
def test_queries_are_measured_one_by_one(metric: Measure, case: Case) -> None:
    alone = [metric(case.scores[[q]], case.grades[[q]])[0] for q in range(case.scores.shape[0])]
    np.testing.assert_allclose(metric(case.scores, case.grades), alone)


@each_metric
@given(case=cases())
def test_single_precision_and_small_integers_give_the_same(metric: Measure, case: Case) -> None:
    small = metric(case.scores.astype(np.float32), case.grades.astype(np.int8))
    np.testing.assert_allclose(small, metric(case.scores, case.grades))


@each_metric
def test_nothing_to_measure_gives_nothing(metric: Measure) -> None:
    assert metric(np.zeros((0, 3)), np.zeros((0, 3), dtype=np.int64)).shape == (0,)
