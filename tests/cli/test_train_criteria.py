"""`train criteria`, on a few lines of the criteria that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.criteria.leanings import load_leanings
from ptce_match.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ptce


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with forty criteria and some examples, half of them held out."""
    source, folder = resource("data", "criteres"), tmp_path / "criteres"
    folder.mkdir()
    for name, lines in (("criteres.jsonl", slice(0, 40)), ("exemples.1.jsonl", slice(125, 165))):
        kept = (source / name).read_text(encoding="utf-8").splitlines()[lines]
        (folder / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


def order(folder: Path) -> list[str]:
    return ["train", "criteria", "--criteria", str(folder), "--out", str(folder.parent / "lecteur")]


def test_it_is_measured_then_learned_and_written(ptce: Ptce, folder: Path) -> None:
    said = ptce(*order(folder), "--json")
    assert (said.status, said.err) == (0, "")
    assert said.document["examples"] == 40
    assert set(said.document["held_out"]) == {"refus", "souhait", "objet", "dedans", "leurre"}
    assert load_leanings(folder.parent / "lecteur").bearing[0] > 0


def test_for_people(ptce: Ptce, folder: Path) -> None:
    said = " ".join(ptce(*order(folder)).out.split())
    assert " phrases apprises, dans " in said
    assert "de deux projets dont un seul est visé par une phrase, c'est lui dans " in said


def test_a_fault_is_told_and_nothing_is_written(ptce: Ptce, folder: Path) -> None:
    with (folder / "exemples.1.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x"}\n')
    said = ptce(*order(folder))
    assert said.status == 2
    assert "exemples.1.jsonl, ligne 41" in said.err
    assert not (folder.parent / "lecteur").exists()
