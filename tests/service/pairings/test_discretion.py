"""Contact details inside texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.pairings.discretion import HIDDEN, without_contacts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Écrivez à jean.dupont@club-17.fr, merci.", f"Écrivez à {HIDDEN} merci."),
        ("Tél. 0546000000", f"Tél. {HIDDEN}"),
        ("Tél. +33 5 46 00 00 00 le soir", f"Tél. {HIDDEN} le soir"),
        ("05.46.00.00.00 ou 05-46-00-00-01", f"{HIDDEN} ou {HIDDEN}"),
        ("Un prêt de 45 000 euros sur 10 ans", "Un prêt de 45 000 euros sur 10 ans"),
        ("Siret 123 456 789 00012", "Siret 123 456 789 00012"),
    ],
)
def test_contact_details_in_texts_are_masked(text: str, shown: str) -> None:
    assert without_contacts(text) == shown


@given(st.text(alphabet="abcé ,.\n@0612345 -+"))
def test_masking_leaves_nothing_to_mask(text: str) -> None:
    masked = without_contacts(text)
    assert without_contacts(masked) == masked


@given(st.text(alphabet="abcdé ,.\n'"))
def test_words_stay_as_they_are(text: str) -> None:
    assert without_contacts(text) == text


@given(st.from_regex(r"0[1-9](?:[ .-]?[0-9]{2}){4}", fullmatch=True), st.from_regex(r"[a-zé ]{0,20}", fullmatch=True))
def test_a_telephone_number_never_gets_through(number: str, before: str) -> None:
    assert number not in without_contacts(f"{before} {number}.")


def test_long_texts_are_quick() -> None:
    """No pattern tries every way through a text without spaces."""
    assert without_contacts("a" * 10_000) == "a" * 10_000
    assert without_contacts("0" * 10_000) == "0" * 10_000
