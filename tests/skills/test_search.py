"""Finding a skill by what people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.errors import InputError
from ptce_match.skills import chosen, default_taxonomy, nearest, search

if TYPE_CHECKING:
    from ptce_match.skills import Skill

TAXONOMY = default_taxonomy()


def found(text: str) -> list[str]:
    return [skill.id for skill in search(TAXONOMY, text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("tva", "fis-tva"),
        ("TVA & franchise", "fis-tva"),
        ("prospecter des clients", "com-prospection"),
        ("site internet", "num-site"),
        ("MENUISERIE", "pro-bois"),
        ("scic", "coo-scic"),
        ("rh-paie", "rh-paie"),
    ],
)
def test_the_skill_that_is_meant_comes_first(text: str, first: str) -> None:
    assert first in found(text)[:3]


def test_the_name_weighs_more_than_the_definition() -> None:
    assert found("tva")[0] == "fis-tva"
    assert "fis-regime-micro" in found("tva")[1:]


def test_every_word_must_be_there() -> None:
    assert set(found("site internet")) <= set(found("site"))
    assert found("site xylophone") == []


@pytest.mark.parametrize("text", ["", "  ", "🚀", "de la"])
def test_without_words_everything_is_listed_in_order(text: str) -> None:
    assert found(text) == [skill.id for skill in TAXONOMY]


@given(st.sampled_from(TAXONOMY.skills))
def test_a_skill_is_found_by_its_name_and_by_what_people_say(skill: Skill) -> None:
    assert skill in search(TAXONOMY, skill.name)
    assert all(skill in search(TAXONOMY, word) for word in skill.words)


@given(st.lists(st.tuples(st.sampled_from(TAXONOMY.skills), st.sampled_from(["{0.id}", " {0.id}", "{0.name}"]))))
def test_skills_are_chosen_by_identifier_or_name_each_once(typed: list[tuple[Skill, str]]) -> None:
    texts = [spelling.format(skill) for skill, spelling in typed]
    assert chosen(TAXONOMY, texts) == tuple(dict.fromkeys(skill for skill, _ in typed))
    assert chosen(TAXONOMY, [text.upper() if " " in text.strip() else text for text in texts]) == chosen(
        TAXONOMY, texts
    )


@pytest.mark.parametrize(("typed", "meant"), [("fis-tav", "fis-tva"), ("prospektion", "com-prospection")])
def test_a_slip_of_the_pen_is_near_what_was_meant(typed: str, meant: str) -> None:
    near = nearest(TAXONOMY, typed)
    assert near[0].id == meant
    assert len(near) <= 3


def test_a_wrong_identifier_brings_the_near_ones() -> None:
    with pytest.raises(InputError, match=r"« fis-tav »\. Proches : fis-tva \(TVA et franchise en base\)"):
        chosen(TAXONOMY, ["fis-tav"])


def test_a_word_like_nothing_sends_to_the_list() -> None:
    with pytest.raises(InputError, match="Cherchez-la par quelques mots"):
        chosen(TAXONOMY, ["🚀🚀🚀"])
