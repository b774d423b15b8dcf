from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.places.written import clean_code, read_written


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Gicq (Le)", "le gicq"),
        ("Isle-d'Espagnac (L')", "l isle d espagnac"),
        ("Rochelle, La", "la rochelle"),
        ("LA ROCHELLE CEDEX 1", "la rochelle"),
        ("La Rochelle Cedex", "la rochelle"),
        ("Paris 12e", "paris"),
        ("Paris XIIe arrondissement", "paris"),
        ("PARIS-12", "paris"),
        ("Marseille 1er arr.", "marseille"),
        ("Bors (Canton de Charente-Sud)", "bors canton de charente sud"),
        ("Paris-l'Hôpital", "paris l hopital"),
    ],
)
def test_what_is_no_part_of_the_name_is_taken_away(name: str, folded: str) -> None:
    assert read_written(name).name == folded


@pytest.mark.parametrize("name", ["17300 Rochefort", "Rochefort 17300", "Rochefort (17300)", "F-17300 Rochefort"])
def test_the_postal_code_may_stand_in_the_name(name: str) -> None:
    written = read_written(name)
    assert (written.name, written.code) == ("rochefort", "17300")


def test_a_postal_code_written_twice_counts_once() -> None:
    written = read_written("17300 Rochefort", "17300")
    assert (written.name, written.code) == ("rochefort", "17300")


def test_the_field_wins_over_a_different_code_in_the_name() -> None:
    assert read_written("17300 Rochefort", "17000").code == "17000"


def test_a_department_in_brackets() -> None:
    written = read_written("Rochefort (17)")
    assert (written.name, written.code, written.department) == ("rochefort", "", "17")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("17000", "17000"),
        (" 17 000 ", "17000"),
        ("17\u00a0000", "17000"),
        ("17000.0", "17000"),
        ("1500", "01500"),
        ("F-17000", "17000"),
        ("", ""),
        ("abc", "abc"),
        ("170000", "170000"),
    ],
)
def test_clean_code(cell: str, code: str) -> None:
    assert clean_code(cell) == code


@given(st.text(), st.text())
def test_anything_can_be_read(name: str, postal_code: str) -> None:
    written = read_written(name, postal_code)
    assert written.has_code == (len(written.code) == 5 and all(c in "0123456789" for c in written.code))
