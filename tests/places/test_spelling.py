from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.places.spelling import fold, without_article


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Saint-Jean-d'Angély", "saint jean d angely"),
        ("ST JEAN D’ANGELY", "saint jean d angely"),
        ("Ste.-Soulle", "sainte soulle"),
        ("Angoulins s/ Mer", "angoulins sur mer"),
        ("Angoulins s/Mer", "angoulins sur mer"),
        ("Angoulins/Mer", "angoulins sur mer"),
        ("Vaux s/s Aubigny", "vaux sous aubigny"),
        ("  Œuilly  ", "oeuilly"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("", ""),
        (" -/' ", "sur"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêëçàùôîï '-"))
def test_case_hyphens_and_apostrophes_do_not_count(text: str) -> None:
    assert fold(text.upper().replace("-", " ").replace("'", "’")) == fold(text)


@pytest.mark.parametrize(
    ("folded", "bare"),
    [
        ("la rochelle", "rochelle"),
        ("l isle d espagnac", "isle d espagnac"),
        ("saintes", "saintes"),
        ("la", "la"),
        ("", ""),
    ],
)
def test_without_article(folded: str, bare: str) -> None:
    assert without_article(folded) == bare
