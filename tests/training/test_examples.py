"""Sentences of investors with projects: those that ship, and what a damaged file is told."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.resources import resource
from ptce_match.tables import TableError
from ptce_match.training.examples import SENSES, Example, read_examples

if TYPE_CHECKING:
    from pathlib import Path

INSIDE = {"secteur": 3, "titre": "Le poulailler", "texte": "Trente mille poules."}
SOUND = {
    "id": "X1001",
    "sens": "refus",
    "phrase": "Rien d'industriel.",
    "dedans": INSIDE,
    "dehors": INSIDE | {"titre": "Deux cents poules"},
}


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read_examples(resource("data", "criteres"))


def test_what_ships_is_varied(examples: list[Example]) -> None:
    assert len(examples) >= 1000
    assert min(Counter(example.sense for example in examples)[sense] for sense in SENSES) > 200
    assert len({example.sentence for example in examples}) == len(examples)
    stories = [story for example in examples for story in (example.inside, example.outside)]
    assert len({story.told for story in stories}) == len(stories)
    assert min(Counter(story.sector for story in stories).values()) > 50


def test_a_fifth_is_held_out(examples: list[Example]) -> None:
    assert sum(example.held_out for example in examples) / len(examples) == pytest.approx(0.2, abs=0.01)


def test_a_story_is_told_as_a_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "exemples.jsonl").write_text(json.dumps(SOUND), "utf-8")
    (example,) = read_examples(tmp_path)
    assert example.inside.told == "Le poulailler. Trente mille poules."
    assert not example.held_out


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        json.dumps(SOUND | {"sens": "avis"}),
        json.dumps(SOUND | {"phrase": " "}),
        json.dumps(SOUND | {"phrase": 3}),
        json.dumps(SOUND | {"dehors": None}),
        json.dumps(SOUND | {"dehors": INSIDE | {"secteur": 11}}),
        json.dumps(SOUND | {"dehors": {"secteur": 3, "texte": "Sans titre."}}),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "exemples.1.jsonl").write_text(f"{json.dumps(SOUND)}\n{line}\n", "utf-8")
    with pytest.raises(TableError, match=r"exemples\.1\.jsonl, ligne 2.*ne peut pas être lue"):
        read_examples(tmp_path)


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    (tmp_path / "exemples.1.jsonl").write_text(json.dumps(SOUND), "utf-8")
    (tmp_path / "exemples.2.jsonl").write_text(json.dumps(SOUND), "utf-8")
    with pytest.raises(TableError, match="déjà pris"):
        read_examples(tmp_path)


def test_a_folder_without_any_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucun fichier exemples"):
        read_examples(tmp_path)
