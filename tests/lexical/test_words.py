"""Folding, tokens and stems."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.french_stemmer import FrenchStemmer

from ptce_match.lexical import fold, stem, words
from ptce_match.lexical.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Été", "ete"),
        ("ŒUVRE", "oeuvre"),
        ("Lætitia", "laetitia"),
        ("Straße", "strasse"),
        ("l’atelier", "l'atelier"),
        ("№ 4", "no 4"),
        ("ﬁnance", "finance"),
        ("𝐂𝐨𝐦𝐩𝐭𝐚", "compta"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_that_words_see(text: str) -> None:
    assert words(fold(text)) == words(text)


def test_elisions_and_hyphens_separate_words() -> None:
    assert words("L'atelier d’à-côté, n°4") == ["l", "atelier", "d", "a", "cote", "n", "4"]


@given(st.text())
def test_words_are_lower_case_letters_and_digits(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words(text))


def test_inflections_share_a_stem() -> None:
    assert stem("comptables") == stem("comptable")
    assert stem("financements") == stem("financement")


@pytest.mark.parametrize("word", ["de", "pour", "x", ""])
def test_stop_words_and_lone_letters_have_no_stem(word: str) -> None:
    assert stem(word) == ""


def test_stop_words_are_folded() -> None:
    assert all(words(word) == [word] for word in STOP_WORDS)


def test_stems_from_many_threads_are_those_of_one() -> None:
    asked = [f"{root}{ending}" for root in ("compt", "march", "fabri", "coop", "solid") for ending in _endings()]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stem, asked))
    alone = FrenchStemmer()
    assert found == [alone.stemWord(word) for word in asked]


def _endings() -> Iterable[str]:
    return (
        f"{a}{b}" for a in ("ation", "able", "ement", "aire", "euse", "iques") for b in ("", "s", "ment", "ons", "ites")
    )
