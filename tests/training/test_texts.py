"""The training texts that ship, and what a damaged file is told."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.resources import resource
from ptce_match.skills import default_taxonomy
from ptce_match.tables import TableError
from ptce_match.training.texts import TrainingText, read_training_texts

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {"id": "a", "type": "besoin", "texte": "Ma caisse ne tombe jamais juste.", "competences": ["cpt-tenue"]}


@pytest.fixture(scope="module")
def texts() -> list[TrainingText]:
    return read_training_texts(resource("data", "training"), default_taxonomy())


def test_each_skill_has_twenty_needs_and_twenty_profiles(texts: list[TrainingText]) -> None:
    assert len(texts) >= 5000
    counts = Counter((text.skills[0], text.kind) for text in texts)
    for skill in default_taxonomy():
        assert counts[skill.id, "need"] >= 20, skill.id
        assert counts[skill.id, "profile"] >= 20, skill.id


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "cette ligne ne peut pas être lue"),
        ("[]", "cette ligne ne peut pas être lue"),
        (json.dumps({"id": "a"}), "cette ligne ne peut pas être lue"),
        (json.dumps(SOUND | {"type": "question"}), "colonne « type » : « question » ne convient pas"),
        (json.dumps(SOUND | {"texte": " "}), "colonne « texte »"),
        (json.dumps(SOUND | {"competences": []}), "au moins une compétence"),
        (json.dumps(SOUND | {"competences": ["magie"]}), "« magie » ne convient pas"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "a.jsonl").write_text(
        f"{json.dumps(SOUND | {'id': 'b', 'competences': ['fis-tva']})}\n{line}\n", "utf-8"
    )
    with pytest.raises(TableError, match=r"a\.jsonl, ligne 2") as caught:
        read_training_texts(tmp_path, default_taxonomy())
    assert told in str(caught.value)


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    line = json.dumps(SOUND | {"competences": ["fis-tva"]})
    (tmp_path / "a.jsonl").write_text(f"{line}\n", "utf-8")
    (tmp_path / "b.jsonl").write_text(f"{line}\n", "utf-8")
    with pytest.raises(TableError, match=r"b\.jsonl, ligne 1, colonne « id » : « a » est déjà pris"):
        read_training_texts(tmp_path, default_taxonomy())


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ne contient aucun fichier"):
        read_training_texts(tmp_path, default_taxonomy())
