"""Counts of words."""

from __future__ import annotations

from collections import Counter

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
