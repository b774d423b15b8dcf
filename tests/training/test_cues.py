"""Words and expressions that give a skill away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.resources import resource
from ptce_match.skills import default_taxonomy
from ptce_match.tables import TableError
from ptce_match.training.cues import handfuls, read_cues
from ptce_match.training.reader import learn_reader
from ptce_match.training.texts import TrainingText

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "indices").mkdir()
    return tmp_path


def test_each_skill_has_many() -> None:
    taxonomy = default_taxonomy()
    cues = read_cues(resource("data", "training"), taxonomy)
    assert set(cues) == {skill.id for skill in taxonomy}
    assert min(map(len, cues.values())) >= 160


def test_hardly_any_gives_several_skills_away() -> None:
    cues = read_cues(resource("data", "training"), default_taxonomy())
    said = [cue.casefold() for known in cues.values() for cue in known]
    assert len(said) - len(set(said)) < 0.03 * len(said)


def test_there_need_not_be_any(tmp_path: Path) -> None:
    assert read_cues(tmp_path, default_taxonomy()) == {}


def test_blank_lines_and_spaces_do_not_matter(folder: Path) -> None:
    (folder / "indices" / "fis-tva.txt").write_text("  CA3 \n\n  franchise   en base\n", encoding="utf-8")
    assert read_cues(folder, default_taxonomy()) == {"fis-tva": ("CA3", "franchise en base")}


def test_every_fault_is_told_at_once(folder: Path) -> None:
    (folder / "indices" / "fis-taxe.txt").write_text("CA3\n", encoding="utf-8")
    sentence = "je ne sais plus du tout quoi faire de ce papier"
    (folder / "indices" / "fis-tva.txt").write_text(f"CA3\nca3\n{sentence}\n", encoding="utf-8")
    (folder / "indices" / "pro-bois.txt").write_bytes("rabot à dégauchir".encode("cp1252"))
    with pytest.raises(TableError) as raised:
        read_cues(folder, default_taxonomy())
    said = str(raised.value)
    assert all(
        part in said for part in ("fis-taxe", "« ca3 » s'y trouve déjà, ligne 1", sentence, "mots au plus", "UTF-8")
    )


@given(
    st.dictionaries(st.text(), st.lists(st.text("abé", min_size=1, max_size=5), max_size=30).map(tuple), max_size=5),
    st.integers(1, 8),
)
def test_each_cue_is_told_once_and_always_in_the_same_order(cues: dict[str, tuple[str, ...]], size: int) -> None:
    told = handfuls(cues, size)
    assert told == handfuls(cues, size)
    for skill, known in cues.items():
        mine = [text.split(", ") for other, text in told if other == skill]
        assert sorted(cue for some in mine for cue in some) == sorted(known)
        assert all(len(some) <= size for some in mine)


def test_a_text_is_read_by_the_cue_that_no_training_text_holds(encoder: CachedEncoder) -> None:
    texts = [
        TrainingText("a-b1", "need", "Je n'ose pas appeler les clients.", ("com-prospection",)),
        TrainingText("a-p1", "profile", "Il a vendu des aspirateurs de porte en porte.", ("com-prospection",)),
        TrainingText("b-b1", "need", "La charpente du préau se tord.", ("pro-bois",)),
        TrainingText("b-p1", "profile", "Elle a ouvert un atelier de menuiserie.", ("pro-bois",)),
    ]
    asked = "Qui a déjà tenu une varlope ?"
    vector, right = encoder.encode([asked], "need"), default_taxonomy().place["pro-bois"]
    cues = {"pro-bois": ("varlope", "varlope affûtée", "trusquin"), "com-prospection": ("carnet d'adresses",)}
    without, with_cues = (
        learn_reader(texts, default_taxonomy(), encoder, cues=known).distributions(vector, [asked])[0, right]
        for known in ({}, cues)
    )
    assert with_cues > without
