"""Character n-grams against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from ptce_match.lexical import CharTfidf, WordBag, words
from ptce_match.lexical.chargrams import chargrams
from tests.lexical.french import texts


def by_scikit_learn(documents: list[str], query: str) -> np.ndarray:
    """Return the cosines by scikit-learn, over the words that this project sees."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False)
    matrix = vectorizer.fit_transform([" ".join(words(document)) for document in documents])
    return np.asarray((matrix @ vectorizer.transform([" ".join(words(query))]).T).toarray())[:, 0]


@given(st.lists(texts, min_size=1, max_size=8).filter(lambda found: any(map(words, found))), texts)
def test_scores_equal_scikit_learn(documents: list[str], query: str) -> None:
    found = CharTfidf(WordBag.of(documents)).scores(query)
    np.testing.assert_allclose(found, by_scikit_learn(documents, query), atol=2e-6)


@given(st.text(alphabet="abcé1 ", min_size=1, max_size=12).filter(lambda text: text.strip() != ""))
def test_the_n_grams_of_a_word_are_those_of_char_wb(text: str) -> None:
    analyse = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False).build_analyzer()
    assert [gram for word in words(text) for gram in chargrams(word)] == list(analyse(" ".join(words(text))))


@given(st.lists(texts, max_size=6), texts)
def test_cosines_lie_between_0_and_1(documents: list[str], query: str) -> None:
    found = CharTfidf(WordBag.of(documents)).scores(query)
    assert found.shape == (len(documents),)
    assert np.all((found >= 0) & (found <= 1))


def test_a_typing_error_costs_little() -> None:
    scores = CharTfidf(WordBag.of(["comptabilité", "menuiserie"])).scores("contabilité")
    assert scores[0] > 0.5
    assert scores[1] == 0


def test_a_text_is_itself() -> None:
    assert CharTfidf(WordBag.of(["la fromagerie du bourg", "le four"])).scores("La Fromagerie du bourg !")[0] > 0.9999


def test_blank_documents_and_queries_are_like_nothing() -> None:
    assert not CharTfidf(WordBag.of(["", "compta"])).scores("").any()
    assert not CharTfidf(WordBag.of([""])).scores("compta").any()
    assert CharTfidf(WordBag.of([])).scores("compta").shape == (0,)


def test_documents_beside_others_share_their_statistics() -> None:
    many = ["la compta et la paie", "le bois et la paie", "un four à pain"]
    base = CharTfidf(WordBag.of(many))
    beside = CharTfidf(WordBag.of(many[1:]), base)
    np.testing.assert_allclose(beside.scores("payer le boisier"), base.scores("payer le boisier")[1:], atol=1e-6)
    # A word that nobody used before is as rare as one used once.
    new = CharTfidf(WordBag.of(["xylophone"]), base)
    assert new.scores("un xylophone")[0] > 0
    assert new.scores("xylophone")[0] == 0, "the others know none of its n-grams: there is nothing to read it against"


@pytest.mark.parametrize("rows", [[0], [2, 0], [0, 1, 2], []])
def test_some_documents_are_scored_as_all_are(rows: list[int]) -> None:
    scorer = CharTfidf(WordBag.of(["la compta et la paie", "le bois et la paie", "un four à pain"]))
    asked = np.array(rows, dtype=np.int64)
    np.testing.assert_allclose(
        scorer.scores("la paie du four", asked), scorer.scores("la paie du four")[asked], atol=1e-6
    )
    assert scorer.scores("zzz", asked).tolist() == [0] * len(rows)
