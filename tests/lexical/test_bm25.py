"""BM25 against the formula, written out in plain Python."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.lexical import Bm25, WordBag, stem, words
from tests.lexical.french import texts


def _stems(text: str) -> list[str]:
    return [found for found in map(stem, words(text)) if found]


def by_the_formula(documents: list[str], query: str, k1: float, b: float) -> list[float]:
    stems = [_stems(document) for document in documents]
    mean = sum(map(len, stems)) / len(stems) or 1.0
    scores = []
    for document in stems:
        score = 0.0
        for term in _stems(query):
            df = sum(term in other for other in stems)
            tf = document.count(term)
            if not tf:
                continue
            idf = math.log(1 + (len(stems) - df + 0.5) / (df + 0.5))
            score += idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(document) / mean))
        scores.append(score)
    return scores


@given(
    st.lists(texts, min_size=1, max_size=8), texts, st.sampled_from([1.2, 1.5, 2.0]), st.sampled_from([0.0, 0.75, 1.0])
)
def test_scores_equal_the_formula(documents: list[str], query: str, k1: float, b: float) -> None:
    found = Bm25(WordBag.of(documents), k1, b).scores(query)
    np.testing.assert_allclose(found, by_the_formula(documents, query, k1, b), rtol=1e-4, atol=1e-6)


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    bm25 = Bm25(WordBag.of(["fromage de chèvre", "marché de village", "marché de gros"]))
    assert bm25.scores("chèvre")[0] > bm25.scores("marché")[1] > 0


@pytest.mark.parametrize("query", ["", "de la pour", "zzz", "…"])
def test_nothing_known_scores_nothing(query: str) -> None:
    assert not Bm25(WordBag.of(["la compta de la boutique", ""])).scores(query).any()


def test_no_document_at_all() -> None:
    assert Bm25(WordBag.of([])).scores("compta").shape == (0,)


def test_a_few_documents_beside_many_are_scored_as_if_among_them() -> None:
    many, few = ["la compta et la paie", "le bois et la paie", "un four"], ["la paie du four", "la menuiserie"]
    together = Bm25(WordBag.of([*many, *few])).scores("qui fait la paie du four ?")
    base = Bm25(WordBag.of(many))
    beside = Bm25(WordBag.of(few), base=base).scores("qui fait la paie du four ?")
    assert beside[0] > beside[1] == 0
    np.testing.assert_allclose(beside, together[3:], rtol=0.5)
    alike = Bm25(WordBag.of(many), base=base)
    np.testing.assert_array_equal(alike.scores("la paie du four"), base.scores("la paie du four"))
