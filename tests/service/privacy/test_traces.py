"""Finding one person in the texts of others, and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.people.models import Person
from service.privacy.repository.belongings import Belongings, others_named
from service.privacy.traces import STRUCK, Traces
from tests.service.privacy.world import EMAIL, NAME, NOW, PHONE


def of(name: str = NAME, email: str = EMAIL, phone: str = PHONE) -> Traces:
    return Traces(Belongings(Person(id="X-1", name=name, email=email, phone=phone, created_at=NOW, last_active_at=NOW)))


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        "Quermalec Élodie",
        "voir élodie   quermalec.",
        f"<{EMAIL}>",
        EMAIL.upper(),
        "05 99 00 77 13",
        "05.99.00.77.13",
        "0599007713",
        "Élodie\nQuermalec",
    ],
)
def test_the_person_is_found(text: str) -> None:
    assert of().in_text(text)
    assert not of().in_text(of().struck(text))


@pytest.mark.parametrize(
    "text", ["Élodie", "Quermalec", "Élodie Martin", "05 99 00 77 14", "Élodie Quermalecq", f"x{EMAIL}"]
)
def test_others_are_not(text: str) -> None:
    assert not of().in_text(text)


def test_a_single_word_is_no_name() -> None:
    assert not of(name="Rose", email="", phone="").in_text("Rose, la rose rose")


@given(
    st.recursive(
        st.text() | st.just(NAME) | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_striking_out_twice_changes_nothing_more(value: object) -> None:
    once = of().struck(value)
    assert of().struck(once) == once


@given(st.text(), st.text())
def test_what_is_struck_is_not_found(before: str, after: str) -> None:
    struck = of().struck(f"{before} {NAME} {after}")
    assert STRUCK in struck
    assert not of().in_text(struck)


@pytest.mark.parametrize(
    ("holders", "others"),
    [
        ("", False),
        (NAME, False),
        ("É. Quermalec", False),
        (f"{NAME} et Paul Roy", True),
        (f"Paul Roy, {NAME}", True),
        (f"{NAME} / {NAME}", False),
        ("Yvette Letort", False),
    ],
)
def test_who_else_holds_a_project(holders: str, others: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert others_named(holders, NAME) is others
