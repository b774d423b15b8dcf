"""Text, identifiers, postal codes, telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.tables import Identifier, Phone, PostalCode, Text
from ptce_match.tables.cells import CellError
from ptce_match.tables.text import MAX_CHARACTERS, clean_text

from .refusals import problem_of


def test_text_loses_what_stands_around_it_and_nothing_inside() -> None:
    assert clean_text('\u00a0 deux  mots ; « et » "trois"\t! \r\n') == 'deux  mots ; « et » "trois"\t!'


def test_line_breaks_become_one_kind() -> None:
    assert clean_text("a\r\nb\rc\vd") == "a\nb\nc\nd"


def test_accents_are_composed() -> None:
    assert clean_text("Ange\u0301ly") == "Angély"


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe"])
def test_characters_that_no_file_holds_are_refused(character: str) -> None:
    assert f"{ord(character):04X}" in problem_of(Text(), f"a{character}b")


def test_a_cell_holds_as_much_as_excel_does() -> None:
    assert len(clean_text("x" * MAX_CHARACTERS)) == MAX_CHARACTERS
    assert "trop long" in problem_of(Text(), "x" * (MAX_CHARACTERS + 1))
    assert "trop long" in problem_of(Text(), "\U0001f600" * (MAX_CHARACTERS // 2 + 1))


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        once = clean_text(text)
    except CellError:
        return
    assert clean_text(once) == once


def test_a_number_in_a_text_column_is_read_as_it_is_seen() -> None:
    assert Text().parse(12.0) == "12"
    assert Text().parse(12.5) == "12,5"
    assert Identifier().parse(7.0) == "7"


def test_an_identifier_stays_on_one_line() -> None:
    problem_of(Identifier(), "B1\nB2")
    problem_of(Identifier(), "B" * 201)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("17400", "17400"),
        (17400.0, "17400"),
        (1000, "01000"),
        (1000.0, "01000"),
        ("1000", "01000"),
        ("17 400", "17400"),
        ("F-17400", "17400"),
        ("17107 Cedex 2", "17107 CEDEX"),
        ("17107 CEDEX", "17107 CEDEX"),
    ],
)
def test_postal_codes_have_five_digits(cell: str | float, code: str) -> None:
    assert PostalCode().parse(cell) == code


@pytest.mark.parametrize("cell", ["174", "174000", "17400 Matha", 12.5, -1000, "2A004", "１７４００"])
def test_anything_else_is_no_postal_code(cell: str | float) -> None:
    problem_of(PostalCode(), cell)


def test_a_telephone_number_gets_its_zero_back() -> None:
    assert Phone().parse(612345678.0) == "0612345678"
    assert Phone().parse("612345678") == "0612345678"
    assert Phone().parse("06 12 34 56 78") == "06 12 34 56 78"
    assert Phone().parse("+33 6 12 34 56 78") == "+33 6 12 34 56 78"
