"""People's texts, whole and passage by passage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match.index import Documents, split
from tests.matcher.hashing_encoder import HashingEncoder

TEXTS = [
    "Trente ans de compta. Je ne fais pas la paie.",
    "",
    "Le bois. Le fer. La pierre.",
    "Pas de compta.",
    "Trente ans de compta. Je ne fais pas la paie.",
]


@pytest.fixture
def documents() -> Documents:
    return Documents(TEXTS, HashingEncoder())


def test_refusals_are_left_out(documents: Documents) -> None:
    assert documents.wholes == ["Trente ans de compta.", "", "Le bois. Le fer. La pierre.", "", "Trente ans de compta."]
    assert documents.passages_of(2) == ["Le bois.", "Le fer.", "La pierre."]
    assert documents.passages_of(3) == [""]
    assert len(documents) == 5


def test_the_best_passage_is_the_best(documents: Documents) -> None:
    query = HashingEncoder().encode(["le fer"], "need")[0]
    best = documents.best_passage(query, np.arange(5))
    for row in range(5):
        assert best[row] == pytest.approx(documents.passage_similarities(query, row).max(), abs=1e-6)
    assert documents.passage_similarities(query, 2).argmax() == 1
    np.testing.assert_array_equal(documents.vectors_of(2) @ query, documents.passage_similarities(query, 2))


@given(st.permutations(range(5)), st.integers(0, 5))
def test_best_passages_come_in_the_order_asked(order: list[int], count: int) -> None:
    documents = Documents(TEXTS, HashingEncoder())
    query = HashingEncoder().encode(["la pierre et la compta"], "need")[0]
    rows = np.array(order[:count], dtype=np.int64)
    everything = documents.best_passage(query, np.arange(5))
    np.testing.assert_allclose(documents.best_passage(query, rows), everything[rows], atol=1e-6)


@settings(max_examples=25)
@given(st.integers(1, 40))
def test_equal_texts_have_exactly_equal_similarities_wherever_they_stand(others: int) -> None:
    encoder = HashingEncoder()
    documents = Documents(["Compta et paie.", *(f"Numéro {i}." for i in range(others)), "Compta et paie."], encoder)
    query = encoder.encode(["un peu de compta"], "need")[0]
    whole = documents.whole(query)
    best = documents.best_passage(query, np.arange(len(documents)))
    assert whole[0] == whole[-1]
    assert best[0] == best[-1]


def test_a_blank_text_is_similar_to_nothing(documents: Documents) -> None:
    query = HashingEncoder().encode(["compta"], "need")[0]
    assert documents.whole(query)[1] == 0
    assert documents.best_passage(query, np.array([1, 3])).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("text", "does", "does_not"),
    [
        (
            "Je fais la paie, pas la compta. Le droit aussi.",
            ["Je fais la paie", "Le droit aussi."],
            ("pas la compta.",),
        ),
        ("Je ne fais pas de compta.", [], ("Je ne fais pas de compta.",)),
        ("", [], ()),
    ],
)
def test_split(text: str, does: list[str], does_not: tuple[str, ...]) -> None:
    assert split(text) == (does, does_not)


@given(st.lists(st.integers(0, 4), max_size=4, unique=True), st.lists(st.integers(0, 1), max_size=2, unique=True))
def test_documents_are_put_together_without_reading_them_again(first: list[int], second: list[int]) -> None:
    encoder = HashingEncoder()
    parts = [Documents(TEXTS, encoder), Documents(["Le bois. La paie.", TEXTS[0]], encoder)]
    encoder.asked.clear()
    joined = Documents.joined(parts, [np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)])
    assert encoder.asked == []
    fresh = Documents([TEXTS[row] for row in first] + [["Le bois. La paie.", TEXTS[0]][row] for row in second], encoder)
    assert (joined.wholes, joined.passages, joined.starts.tolist()) == (
        fresh.wholes,
        fresh.passages,
        fresh.starts.tolist(),
    )
    query = encoder.encode(["la paie"], "need")[0]
    everyone = np.arange(len(fresh))
    np.testing.assert_array_equal(joined.whole(query), fresh.whole(query))
    np.testing.assert_array_equal(joined.best_passage(query, everyone), fresh.best_passage(query, everyone))
    np.testing.assert_allclose(joined.whole(query, everyone[:1]), fresh.whole(query)[:1], atol=1e-6)
