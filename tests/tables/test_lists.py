"""Lists inside a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import Instrument
from ptce_match.tables import Choice, ChoiceList, IntegerList, TextList
from ptce_match.tables.cells import CellError
from ptce_match.tables.text import clean_text

from .refusals import problem_of

SECTORS = IntegerList(1, 10)
INSTRUMENTS = ChoiceList(Choice(tuple(Instrument)))


def test_items_are_separated_by_semicolons_and_empty_ones_left_out() -> None:
    assert TextList().parse(" gestion ; paie, social;; ") == ("gestion", "paie, social")


def test_numbers_stay_within_bounds() -> None:
    assert SECTORS.parse("1;3 ; 10") == (1, 3, 10)
    assert SECTORS.parse(3.0) == (3,)
    problem_of(SECTORS, "1;11")
    problem_of(SECTORS, "1,3")
    assert SECTORS.render((1, 3)) == "1;3"


def test_each_choice_is_looked_up() -> None:
    assert INSTRUMENTS.parse("Prêts;compte courant d’associé") == (Instrument.LOAN, Instrument.SHAREHOLDER_LOAN)
    problem_of(INSTRUMENTS, "capital;troc")
    assert INSTRUMENTS.render((Instrument.GIFT, Instrument.GRANT)) == "don;subvention"


@pytest.mark.parametrize("item", ["a;b", "", "  "])
def test_an_item_that_would_not_come_back_is_refused(item: str) -> None:
    with pytest.raises(CellError, match="point-virgule"):
        TextList().render(("gestion", item))


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";\ufffe\uffff"), min_size=1))
)
def test_clean_items_come_back(items: list[str]) -> None:
    clean = tuple(item for item in map(clean_text, items) if item)
    assert TextList().parse(TextList().render(clean)) == clean
