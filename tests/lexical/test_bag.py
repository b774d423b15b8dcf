"""Counts of words."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.lexical import WordBag, words
from tests.lexical.french import texts


@given(st.lists(texts, max_size=6))
def test_counts_are_those_of_the_words(documents: list[str]) -> None:
    bag = WordBag.of(documents)
    assert bag.counts.shape == (len(documents), len(bag.vocabulary))
    dense = bag.counts.toarray()
    for row, document in enumerate(documents):
        counted = {word: int(dense[row, column]) for word, column in bag.vocabulary.items() if dense[row, column]}
        assert counted == Counter(words(document))


def test_no_document_at_all() -> None:
    assert WordBag.of([]).counts.shape == (0, 0)


def test_bags_are_put_together_without_the_words_that_are_left_out() -> None:
    one, other = WordBag.of(["a a b", "secret"]), WordBag.of(["b c", "d"])
    joined = WordBag.joined([one, other], [np.array([0]), np.array([1, 0])])
    assert set(joined.vocabulary) == {"a", "b", "c", "d"}
    counts = {word: joined.counts.toarray()[:, column].tolist() for word, column in joined.vocabulary.items()}
    assert counts == {"a": [2, 0, 0], "b": [1, 0, 1], "c": [0, 0, 1], "d": [0, 1, 0]}
