"""Learning what investors' sentences lean to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.errors import InputError
from ptce_match.resources import resource
from ptce_match.tables import TableError
from ptce_match.training.examples import Example, read_examples
from ptce_match.training.leanings import Roles, bearing_pairs, figures, learn_leanings, read_roles
from tests.matcher.hashing_encoder import HashingEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder

LINE = {"texte": "Pas d'alcool. Nous aimons les fermes.", "roles": [["refus"], ["souhait", "etape"]]}


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read_examples(resource("data", "criteres"))


@pytest.fixture(scope="module")
def labelled() -> list[Roles]:
    return read_roles(resource("data", "criteres"))


def test_every_sentence_that_ships_has_roles_of_a_closed_list(labelled: list[Roles]) -> None:
    assert len(labelled) > 1500
    known = {"etape", "forme", "argent", "territoire", "refus", "souhait", "objet", "condition", "rien"}
    assert {role for roles in labelled for role in roles.roles} == known
    assert all(roles.roles for roles in labelled)


def test_a_sentence_stands_with_its_story_its_decoy_and_strangers(examples: list[Example]) -> None:
    marks, about = bearing_pairs(examples[:5], HashingEncoder())
    assert marks.shape == (5 * 6, 4)
    assert about.reshape(5, 6).tolist() == [[True] + [False] * 5] * 5
    again, _ = bearing_pairs(examples[:5], HashingEncoder())
    np.testing.assert_array_equal(marks, again)


def test_the_same_lines_teach_the_same(labelled: list[Roles], examples: list[Example]) -> None:
    some = [example for example in examples if example.held_out][:40]
    one, again = (learn_leanings(labelled[:300], some, HashingEncoder()) for _ in range(2))
    np.testing.assert_array_equal(one.senses, again.senses)
    np.testing.assert_array_equal(one.bearing, again.bearing)
    assert one.encoder == "hashing-1"


@pytest.mark.slow
def test_what_was_held_out_is_read_far_better_than_by_chance(
    labelled: list[Roles], examples: list[Example], encoder: CachedEncoder
) -> None:
    found = figures(labelled, examples, encoder)
    assert min(found["refus"], found["souhait"], found["objet"]) > 0.75
    assert found["dedans"] > 0.85
    assert found["leurre"] > 0.6


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        json.dumps({"texte": "Oui."}),
        json.dumps(LINE | {"roles": [["refus"]]}),
        json.dumps(LINE | {"roles": 3}),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "criteres.jsonl").write_text(f"{json.dumps(LINE)}\n{line}\n", "utf-8")
    with pytest.raises(TableError, match=r"criteres\.jsonl, ligne 2.*ne peut pas être lue"):
        read_roles(tmp_path)


def test_roles_are_read_sentence_by_sentence(tmp_path: Path) -> None:
    (tmp_path / "criteres.jsonl").write_text(json.dumps(LINE), "utf-8")
    assert read_roles(tmp_path) == [
        Roles("Pas d'alcool.", frozenset({"refus"})),
        Roles("Nous aimons les fermes.", frozenset({"souhait", "etape"})),
    ]


def test_a_folder_without_any_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucun fichier criteres"):
        read_roles(tmp_path)
