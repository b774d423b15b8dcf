"""CSV that French Excel opens, and that runs nothing there."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from ptce_match.tables.formulas import rearm
from service.insight.proportions import Rate, wilson
from service.insight.spreadsheet import Form, accepted, written


class Line(BaseModel):
    """One line of each kind of value."""

    text: str = Field(default="", title="texte")
    number: float | None = Field(default=None, title="nombre")
    yes: bool | None = Field(default=None, title="oui ou non")
    day: date | None = Field(default=None, title="jour")
    words: list[str] = Field(default=[], title="mots")
    signals: dict[str, float] = Field(default={}, title="signaux")
    rate: Rate | None = Field(default=None, title="part")


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_file_is_written_for_french_spreadsheets() -> None:
    full = Line(
        text="é;è", number=1.5, yes=True, day=date(2026, 1, 2), words=["a", "b"], signals={"x": 0.25}, rate=wilson(1, 2)
    )
    text = written([full, Line()], Line)
    assert text.startswith("\ufefftexte;nombre;oui ou non;jour;mots;signaux;part : taux;")
    assert text.encode().startswith(b"\xef\xbb\xbf")
    _, first, second = lines(text)
    assert first[:7] == ["é;è", "1,5", "oui", "2026-01-02", "a;b", "x=0,25", "0,5"]
    assert second == [""] * 9


@pytest.mark.parametrize("text", ["=1+1", "+33 6", "-2", "@SUM(A1)", "＝cmd", "'=x"])
def test_formulas_are_disarmed(text: str) -> None:
    cell = lines(written([Line(text=text)], Line))[1][0]
    assert cell == "'" + text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.floats(allow_nan=False, allow_infinity=False))
def test_every_text_comes_back(text: str, number: float) -> None:
    first = lines(written([Line(text=text, number=round(number, 3) if abs(number) < 1e9 else None)], Line))[1]
    assert rearm(first[0]) == text
    assert not first[0].startswith(("=", "+", "@", "-"))


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("", Form.JSON),
        ("*/*", Form.JSON),
        ("text/csv", Form.CSV),
        ("text/csv;q=0.5, application/json", Form.JSON),
        ("application/json;q=0.1,TEXT/CSV; q=0.9", Form.CSV),
        ("text/html,application/xhtml+xml,*/*;q=0.8", Form.JSON),
        ("text/csv;q=beaucoup", Form.JSON),
        ("text/csv;q=0", Form.JSON),
        (";;;,,", Form.JSON),
    ],
)
def test_the_accept_header_decides(header: str, form: Form) -> None:
    assert accepted(header) is form
