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
        (json.dumps(SOUND | {"competences": ["fis-tva"], "porteurs": [2]}), "des numéros de passages, de 1 à 1"),
        (json.dumps(SOUND | {"competences": ["fis-tva"], "porteurs": ["x"]}), "des numéros de passages, de 1 à 1"),
        (json.dumps(SOUND | {"competences": ["fis-tva"], "porteurs": 1}), "des numéros de passages, de 1 à 1"),
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


def test_judged_passages_are_taught_unless_the_text_is_held_out(tmp_path: Path) -> None:
    text = {"type": "profil", "texte": "J'aime la pluie. J'ai tenu dix ans de TVA.", "competences": ["fis-tva"]}
    lines = [
        json.dumps(text | {"id": number} | told)
        for number, told in (
            ("p1", {}),
            ("p2", {"porteurs": [2]}),
            ("p3", {"porteurs": []}),
            ("p17", {"porteurs": [2]}),
        )
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    unjudged, judged, nothing, held_out = read_training_texts(tmp_path, default_taxonomy())
    passages = ("J'aime la pluie.", "J'ai tenu dix ans de TVA.")
    assert (unjudged.passages, unjudged.taught) == ((), ())
    assert judged.passages == passages
    assert judged.taught == ((passages[0], False), (passages[1], True))
    assert nothing.taught == ((passages[0], False), (passages[1], False))
    assert (held_out.passages, held_out.telling) == (passages, frozenset({1}))
    assert held_out.taught == ()


def test_most_judged_passages_tell_their_skill_and_many_do_not(texts: list[TrainingText]) -> None:
    judged = [text for text in texts if text.passages]
    assert len(judged) > 1800
    assert {text.kind for text in judged} == {"profile"}
    assert 0.5 < sum(len(text.telling) for text in judged) / sum(len(text.passages) for text in judged) < 0.7
