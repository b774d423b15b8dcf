"""Random rankings to be measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Case:
    """Scores and grades of some queries over some documents."""

    scores: NDArray[np.float64]
    grades: NDArray[np.int64]


@st.composite
def cases(draw: st.DrawFn, *, ties: bool = True, max_documents: int = 50) -> Case:
    """Draw a case; without `ties`, the scores of a query are all different."""
    n_queries, n_documents = draw(st.integers(1, 4)), draw(st.integers(1, max_documents))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    share = draw(st.sampled_from([0.1, 0.5, 1.0]))
    grades = random.integers(0, 4, (n_queries, n_documents)) * (random.random((n_queries, n_documents)) < share)
    if ties:
        scores = random.integers(-3, 4, (n_queries, n_documents)).astype(np.float64)
    else:
        scores = np.array([random.permutation(n_documents) for _ in range(n_queries)]).astype(np.float64) - 3.0
    return Case(scores, grades)
