"""The loss against what its formulas give, computed by hand in numpy."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.training.encoder.draws import NONE

pytest.importorskip("torch", reason="needs pip install 'ptce-match[train]'")

import torch

from ptce_match.training.encoder.loss import ContrastWithDecoys, GradedContrast

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

SCALE = 20.0
LIKENESS = np.array([[1.0, 0.15, 0.0], [0.15, 1.0, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32)
"""Skills 0 and 1 are neighbours."""


class Vectors(torch.nn.Module):
    """A model whose texts are their vectors already."""

    def forward(self, features: dict[str, Any]) -> dict[str, Any]:
        return features


def loss(left: Any, right: Any, labels: Any = None, likeness: Any = LIKENESS, same_side: float = 0.0) -> Any:
    """Return the loss of vectors, as a tensor."""
    rows = [{"sentence_embedding": torch.as_tensor(vectors, dtype=torch.float32)} for vectors in (left, right)]
    graded = GradedContrast(
        cast("SentenceTransformer", Vectors()),
        None if likeness is None else torch.tensor(likeness),
        SCALE,
        same_side,
    )
    return graded(rows, None if labels is None else torch.tensor(labels))


def drawn(size: int, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return vectors of two sides, not of unit length."""
    chance = np.random.default_rng(seed)
    return chance.normal(size=(size, 5)), chance.normal(size=(size, 5))


def cosines(left: NDArray[np.float64], right: NDArray[np.float64]) -> list[list[float]]:
    return [[float(a @ b / np.linalg.norm(a) / np.linalg.norm(b)) for b in right] for a in left]


def info_nce(scores: list[list[float]]) -> float:
    """Return the mean of -log(share of the right column), row by row."""
    return float(
        np.mean([-log(exp(SCALE * row[i]) / sum(exp(SCALE * s) for s in row)) for i, row in enumerate(scores)])
    )


def soft(scores: list[list[float]], target: list[list[float]]) -> float:
    """Return the mean cross-entropy of rows with the target's shares; rows without a target count 0."""
    rows = []
    for row, aims in zip(scores, target, strict=True):
        whole = sum(exp(SCALE * s) for s in row)
        total = sum(aims)
        rows.append(sum(-aim / total * log(exp(SCALE * s) / whole) for aim, s in zip(aims, row, strict=True) if total))
    return float(np.mean(rows))


def turned(rows: list[list[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


def labels(*rows: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Return labels of (skill, other skill of the profile)."""
    return [(skill, skill, also) for skill, also in rows]


class TestPartnersOnly:
    @given(st.integers(1, 8), st.integers(0, 1000))
    def test_it_is_info_nce_both_ways(self, size: int, seed: int) -> None:
        left, right = drawn(size, seed)
        scores = cosines(left, right)
        expected = (info_nce(scores) + info_nce(turned(scores))) / 2
        assert float(loss(left, right, likeness=None)) == pytest.approx(expected, rel=1e-4, abs=1e-5)

    def test_skills_that_are_all_different_give_the_same(self) -> None:
        left, right = drawn(3)
        apart = labels((0, NONE), (1, NONE), (2, NONE))
        alone = loss(left, right, likeness=None)
        assert float(loss(left, right, apart, np.eye(3, dtype=np.float32))) == pytest.approx(float(alone), rel=1e-6)


class TestGraded:
    def test_neighbours_are_part_of_a_right_answer(self) -> None:
        left, right = drawn(4)
        scores = cosines(left, right)
        target = [[1, 0.15, 0, 1], [0.15, 1, 0, 0.15], [0.0, 0, 1, 0], [1, 0.15, 0, 1]]
        expected = (soft(scores, target) + soft(turned(scores), turned(target))) / 2
        rows = labels((0, NONE), (1, NONE), (2, NONE), (0, NONE))
        assert float(loss(left, right, rows)) == pytest.approx(expected, rel=1e-4)

    def test_a_second_passage_answers_too(self) -> None:
        left, right = drawn(3)
        scores = cosines(left, right)
        # The first profile shows 0 and 2, the second 1 only, the third 2 and 1.
        target = [[1, 0.15, 0.15], [0.15, 1, 1], [1.0, 0, 1]]
        expected = (soft(scores, target) + soft(turned(scores), turned(target))) / 2
        assert float(loss(left, right, labels((0, 2), (1, NONE), (2, 1)))) == pytest.approx(expected, rel=1e-4)

    def test_a_row_without_a_right_answer_counts_nothing(self) -> None:
        left, right = drawn(2)
        scores = cosines(left, right)
        rows = [(0, 2, NONE), (2, 2, NONE)]  # nobody answers the first need
        target = [[0.0, 0.0], [1.0, 1.0]]
        found = float(loss(left, right, rows))
        assert found == pytest.approx((soft(scores, target) + soft(turned(scores), turned(target))) / 2, rel=1e-4)

    def test_a_profile_that_shows_nothing_answers_nobody(self) -> None:
        left, right = drawn(3)
        scores = cosines(left, right)
        rows = [(0, 0, NONE), (2, NONE, NONE), (2, 2, NONE)]
        target = [[1.0, 0, 0], [0.0, 0, 1], [0.0, 0, 1]]
        expected = (soft(scores, target) + soft(turned(scores), turned(target))) / 2
        assert float(loss(left, right, rows)) == pytest.approx(expected, rel=1e-4)

    @given(st.integers(0, 1000), st.permutations(range(6)), st.floats(0, 1))
    def test_the_order_of_a_batch_is_nothing(self, seed: int, order: list[int], same_side: float) -> None:
        left, right = drawn(6, seed)
        rows = labels((0, NONE), (1, 2), (2, NONE), (0, NONE), (1, NONE), (2, 0))
        before = float(loss(left, right, rows, same_side=same_side))
        after = float(loss(left[order], right[order], [rows[row] for row in order], same_side=same_side))
        assert after == pytest.approx(before, rel=1e-4, abs=1e-5)


class TestSameSide:
    def test_each_side_is_set_against_itself_without_mixed_profiles(self) -> None:
        left, right = drawn(4)
        rows = labels((0, NONE), (0, NONE), (1, NONE), (2, 0))

        def beside(vectors: NDArray[np.float64], skills: list[int]) -> float:
            scores = cosines(vectors, vectors)
            others = [[s for column, s in enumerate(row) if column != place] for place, row in enumerate(scores)]
            aims = [
                [float(LIKENESS[skill, other]) for column, other in enumerate(skills) if column != place]
                for place, skill in enumerate(skills)
            ]
            return soft(others, aims)

        expected = (
            float(loss(left, right, rows)) + 0.3 * (beside(left, [0, 0, 1, 2]) + beside(right[:3], [0, 0, 1])) / 2
        )
        assert float(loss(left, right, rows, same_side=0.3)) == pytest.approx(expected, rel=1e-4)

    def test_nothing_is_set_against_itself(self) -> None:
        left, right = drawn(2)
        rows = labels((0, NONE), (2, NONE))  # nobody of a side is like anybody else of it
        assert float(loss(left, right, rows, same_side=1.0)) == pytest.approx(float(loss(left, right, rows)), rel=1e-6)


class TestDecoys:
    @given(st.integers(1, 6), st.integers(0, 1000))
    def test_they_stand_beside_the_stories(self, size: int, seed: int) -> None:
        sentences, stories = drawn(size, seed)
        decoys, _ = drawn(size, seed + 1)
        rows = [
            {"sentence_embedding": torch.as_tensor(one, dtype=torch.float32)} for one in (sentences, stories, decoys)
        ]
        found = float(ContrastWithDecoys(cast("SentenceTransformer", Vectors()), SCALE)(rows))
        forwards = info_nce(cosines(sentences, np.concatenate([stories, decoys])))
        expected = (forwards + info_nce(cosines(stories, sentences))) / 2
        assert found == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_the_gradient_pulls_the_same_skill_together() -> None:
    left, right = (torch.tensor(rows, dtype=torch.float32, requires_grad=True) for rows in drawn(6))
    rows = labels((0, NONE), (0, NONE), (2, NONE), (2, NONE), (0, NONE), (2, NONE))
    skills = np.array([row[0] for row in rows])
    same = skills[:, None] == skills[None, :]

    def gap() -> float:
        found = np.array(cosines(left.detach().numpy(), right.detach().numpy()))
        return float(found[same].mean() - found[~same].mean())

    before = gap()
    optimiser = torch.optim.SGD([left, right], lr=0.05)
    for _ in range(60):
        optimiser.zero_grad()
        loss(left, right, rows, same_side=0.3).backward()
        optimiser.step()
    assert gap() > before + 0.5
