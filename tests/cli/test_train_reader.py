"""`train reader`, on three skills of the taxonomy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ptce_match.skills import load_reader, read_taxonomy

from .three_skills import write_three_skills

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ptce


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a taxonomy of three skills and their texts."""
    return write_three_skills(tmp_path)


def order(folder: Path, out: str = "lecteur") -> list[str]:
    return [
        "train",
        "reader",
        *("--taxonomy", str(folder / "competences")),
        *("--texts", str(folder / "textes")),
        *("--out", str(folder / out)),
    ]


def test_it_is_measured_then_learned_and_written(ptce: Ptce, folder: Path) -> None:
    said = ptce(*order(folder), "--json")
    assert (said.status, said.err) == (0, "")
    document = said.document
    assert (document["skills"], document["texts"]) == (3, 120)
    assert min(document["held_out"][side] for side in ("needs", "profiles")) > 0.6
    taxonomy = read_taxonomy(folder / "competences")
    assert load_reader(taxonomy, folder / "lecteur").weights.shape[0] == 3
    kept = json.loads((folder / "lecteur" / "manifest.json").read_text(encoding="utf-8"))
    assert kept["held_out"] == document["held_out"]


def test_for_people(ptce: Ptce, folder: Path) -> None:
    said = " ".join(ptce(*order(folder)).out.split())
    assert said.startswith("3 compétences apprises de 120 textes")
    assert "Sur 24 textes mis de côté" in said


def test_a_fault_of_the_texts_is_told_and_nothing_is_written(ptce: Ptce, folder: Path) -> None:
    with (folder / "textes" / "fis-tva.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "type": "besoin", "texte": "Oui", "competences": ["magie"]}\n')
    said = ptce(*order(folder))
    assert said.status == 2
    assert "« magie » ne convient pas" in said.err
    assert not (folder / "lecteur").exists()


def test_a_place_that_cannot_be_written_is_told(ptce: Ptce, folder: Path) -> None:
    (folder / "fichier").write_text("", encoding="utf-8")
    said = ptce(*order(folder, "fichier"))
    assert said.status == 2
    assert "Indiquez un autre dossier avec --out" in " ".join(said.err.split())


def test_a_folder_without_texts_is_told(ptce: Ptce, folder: Path) -> None:
    (folder / "vide").mkdir()
    arguments = order(folder)
    arguments[arguments.index("--texts") + 1] = str(folder / "vide")
    said = ptce(*arguments)
    assert said.status == 2
    assert "ne contient aucun fichier .jsonl" in " ".join(said.err.split())
