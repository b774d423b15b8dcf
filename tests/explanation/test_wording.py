"""Numbers, dates and quotations in French."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.explanation import wording
from tests.explanation.quotations import is_verbatim

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("distance", "written"),
    [(0, "moins d'un kilomètre"), (0.99, "moins d'un kilomètre"), (1, "1 km"), (37.6, "38 km"), (1234.5, "1234 km")],
)
def test_kilometres(distance: float, written: str) -> None:
    assert wording.kilometres(distance) == written


@pytest.mark.parametrize(("limit", "written"), [(0, "0 km"), (25, "25 km"), (12.5, "12,5 km")])
def test_radius(limit: float, written: str) -> None:
    assert wording.radius(limit) == written


@pytest.mark.parametrize(
    ("distance", "limit", "written"),
    [(38.2, 25, "38 km"), (25.3, 25, "25,3 km"), (25.04, 25, "25,04 km"), (12.7, 12.5, "13 km"), (0.4, 0, "0,4 km")],
)
def test_beyond(distance: float, limit: float, written: str) -> None:
    assert wording.beyond(distance, limit) == written


@given(st.floats(0, 2000), st.floats(0.01, 500))
def test_what_is_beyond_a_limit_reads_as_beyond_it(limit: float, more: float) -> None:
    assert float(wording.beyond(limit + more, limit).removesuffix(" km").replace(",", ".")) > limit


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, f"0{NARROW}€"),
        (950, f"950{NARROW}€"),
        (12_500, f"12{NARROW}500{NARROW}€"),
        (1e6, f"1{NARROW}000{NARROW}000{NARROW}€"),
    ],
)
def test_euros(amount: float, written: str) -> None:
    assert wording.euros(amount) == written


@pytest.mark.parametrize(("value", "written"), [(4, "4"), (4.5, "4,5"), (0, "0"), (4.04, "4"), (10, "10")])
def test_number(value: float, written: str) -> None:
    assert wording.number(value) == written


@pytest.mark.parametrize(("score", "written"), [(0, "0"), (0.424, "42"), (0.999, "100"), (1, "100")])
def test_percent(score: float, written: str) -> None:
    assert wording.percent(score) == f"{written}{NARROW}%"


@pytest.mark.parametrize(
    ("when", "written"),
    [(date(2027, 5, 1), "1er mai 2027"), (date(2026, 11, 3), "3 novembre 2026"), (date(2026, 8, 31), "31 août 2026")],
)
def test_day(when: date, written: str) -> None:
    assert wording.day(when) == written


@pytest.mark.parametrize(("count", "written"), [(0, "0 place"), (1, "1 place"), (2, "2 places")])
def test_plural(count: int, written: str) -> None:
    assert wording.plural(count, "place", "places") == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("la compta", "« la compta »"),
        ("  sur\n deux   lignes ", "« sur deux lignes »"),
        ("on dit « oui » ici", "« on dit “oui” ici »"),
        ("«oui»", "« “oui” »"),
    ],
)
def test_quoted(text: str, written: str) -> None:
    assert wording.quoted(text) == written


def test_a_long_quotation_is_cut_at_a_word() -> None:
    written = wording.quoted("comptabilité, " * 40)
    assert written.endswith("comptabilité… »")
    assert len(written) < 230


@given(st.text(max_size=400))
def test_a_quotation_is_on_one_line_word_for_word_and_closed(text: str) -> None:
    written = wording.quoted(text)
    assert written.startswith("« ")
    assert written.endswith(" »")
    assert len(written.splitlines()) == 1
    assert len(written) <= 225
    assert is_verbatim(written, text)
