"""What is entered can be written into the tables of the network, and reads the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ptce_match.tables import Date, Money, Number, Phone, PostalCode, Text, TextList
from service import texts
from service.registry import values

if TYPE_CHECKING:
    from datetime import date

KINDS: list[tuple[Any, Any]] = [
    (texts.Line, Text()),
    (texts.Prose, Text()),
    (values.PhoneOrNone, Phone()),
    (values.PostalCodeOrNone, PostalCode()),
]
ADAPTERS = [(TypeAdapter(entered), column) for entered, column in KINDS]


def accepted(adapter: TypeAdapter[Any], value: object) -> Any:
    try:
        return adapter.validate_python(value)
    except ValidationError:
        return None


@given(st.text(max_size=40) | st.from_regex(r"(F-?)?\d{1,2} ?\d{3}( cedex.*)?", fullmatch=True))
def test_texts_come_back_from_a_table_as_they_are(text: str) -> None:
    for adapter, column in ADAPTERS:
        entered = accepted(adapter, text)
        if entered:
            assert column.parse(column.render(entered)) == entered
            assert adapter.validate_python(entered) == entered


@given(st.lists(st.text(max_size=12), max_size=5))
def test_lists_come_back_from_a_table_as_they_are(items: list[str]) -> None:
    entered = accepted(TypeAdapter(values.Items), items)
    if entered is not None:
        assert TextList().parse(TextList().render(entered)) == tuple(entered)


@given(st.floats(allow_nan=True, allow_infinity=True) | st.floats(0, 1e9))
def test_numbers_come_back_from_a_table_as_they_are(number: float) -> None:
    for kind, column in ((texts.Money, Money()), (texts.Kilometres, Number(maximum=20_000)), (values.Hours, Number())):
        entered = accepted(TypeAdapter(kind), number)
        if entered is not None:
            assert column.parse(column.render(entered)) == entered


@given(st.dates())
def test_days_come_back_from_a_table_as_they_are(day: date) -> None:
    entered = accepted(TypeAdapter(values.Day), day)
    if entered is not None:
        assert Date().parse(Date().render(entered)) == day


@given(st.text(max_size=60))
def test_a_line_is_one_line(text: str) -> None:
    entered = accepted(TypeAdapter(texts.Line), text)
    assert entered is None or len(entered.splitlines()) <= 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (values.Items, ["compta;gestion"]),
        (values.Items, [""]),
        (values.Items, ["x"] * 51),
        (values.PostalCodeOrNone, "Saintes"),
        (values.Day, "1949-12-31"),
        (values.Day, "2150-01-01"),
        (values.Sectors, [0]),
        (texts.FilledLine, " \n "),
        (texts.Prose, "a\ufffeb"),
    ],
)
def test_what_no_table_holds_is_refused(kind: Any, value: object) -> None:
    assert accepted(TypeAdapter(kind), value) is None
