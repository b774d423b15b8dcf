"""Text that a spreadsheet program would run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.tables.formulas import disarm, rearm


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+33 6", "-1+1", "@SUM(A1)", "＝1", "'=1", "''+1"])
def test_what_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    assert disarm(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "l'idée", "'bonjour'", "12 000"])
def test_everything_else_is_left_alone(text: str) -> None:
    assert disarm(text) == text
    assert rearm(text) == text


@given(st.text("'=+-@＝ab", max_size=6) | st.text())
def test_reading_gives_back_what_was_written(text: str) -> None:
    assert rearm(disarm(text)) == text
    assert not disarm(text).startswith(("=", "+", "-", "@"))
