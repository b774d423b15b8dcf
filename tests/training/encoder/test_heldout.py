"""How well synonyms of concepts that training never saw are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.training.encoder import heldout
from ptce_match.training.encoder.esco import Concept
from ptce_match.training.encoder.prompts import QUERY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

VECTORS = {"pain": (1.0, 0.0), "miche": (0.8, 0.6), "bois": (0.0, 1.0), "planche": (1.0, 0.0), "vin": (0.6, 0.8)}
CONCEPTS = (
    Concept("a", "skill", ("pain",), ("miche",)),
    Concept("b", "skill", ("bois",), ("planche",)),
    Concept("c", "skill", ("vin",), ()),
)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Look the vectors up; a text without its prompt is not known."""
    return np.array([VECTORS[text.removeprefix(QUERY)] for text in texts if text.startswith(QUERY)], dtype=np.float32)


def test_the_rank_is_among_all_concepts_of_the_kind() -> None:
    # « miche » : pain .80, vin .96, bois .60 ; « planche » : pain 1, vin .6, bois 0.
    assert heldout.measure(embed, CONCEPTS, CONCEPTS) == {"skill": pytest.approx((1 / 2 + 1 / 3) / 2)}


def test_a_kind_without_anything_to_ask_is_left_out() -> None:
    assert heldout.measure(embed, CONCEPTS, CONCEPTS[2:]) == {}
    assert heldout.measure(embed, CONCEPTS, ()) == {}


def test_reciprocal_rank_of_right_second_and_tied_answers() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.5, 0.5]], dtype=np.float32)
    assert heldout.reciprocal_rank(scores, np.array([0, 1, 0])) == pytest.approx((1 + 1 / 2 + 1 / 2) / 3)


@given(st.integers(2, 30), st.integers(0, 2**32 - 1))
def test_reciprocal_rank_stays_within_bounds(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).random((size, size), dtype=np.float32)
    assert 1 / size <= heldout.reciprocal_rank(scores, np.arange(size)) <= 1
