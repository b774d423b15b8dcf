"""The folder that ships: whole or not at all, named by what is in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ptce_match.encoder.manifest import Manifest
from ptce_match.errors import ModelError
from tests.training.encoder import small

pytest.importorskip("torch", reason="needs pip install 'ptce-match[train]'")

from ptce_match.training.encoder import release as releases
from ptce_match.training.encoder.release import PROMPTS, Release, version, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """Return a release of files that hold a few bytes."""
    (tmp_path / "int8.onnx").write_bytes(b"des poids")
    described = tmp_path / "st"
    (described / "1_Pooling").mkdir(parents=True)
    for name in ("config.json", "modules.json", "1_Pooling/config.json", "model.safetensors"):
        (described / name).write_text("{}", "utf-8")
    return Release(
        weights=tmp_path / "int8.onnx",
        sentence_transformer=described,
        tokenizer={"model": {"vocab": [["<s>", 0.0], ["▁pain", -1.0]]}},
        dimension=32,
        recipe=small.RECIPE,
        origin={"model": "grand", "sha256": {"model.safetensors": "0123"}},
        pairs=7,
        texts=24,
        cues=9,
        judged=11,
        examples=5,
        figures={"base": {"skill": 0.123456}},
        date="2026-11-26",
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_there_and_weighed(release: Release, tmp_path: Path) -> None:
    manifest = write(release, tmp_path / "modele")
    files = contents(tmp_path / "modele")
    assert set(files) == {
        *("onnx/model.onnx", "tokenizer.json", "config.json", "modules.json", "1_Pooling/config.json"),
        *("manifest.json", "README.md"),
    }
    told = set(files) - {"manifest.json", "README.md"}
    assert manifest["sha256"] == {name: hashlib.sha256(files[name]).hexdigest() for name in told}
    assert manifest["sizes"] == {name: len(files[name]) for name in told}
    assert manifest["bytes"] == sum(manifest["sizes"].values())
    assert json.loads(files["manifest.json"]) == json.loads(json.dumps(manifest))
    assert manifest["training"]["recipe"]["steps"] == small.RECIPE.steps
    assert (manifest["training"]["esco_pairs"], manifest["training"]["written_texts"]) == (7, 24)
    assert manifest["held_out"] == {"base": {"skill": 0.1235}}


def test_the_program_can_read_its_manifest(release: Release, tmp_path: Path) -> None:
    write(release, tmp_path / "modele")
    read = Manifest.read(tmp_path / "modele")
    assert (read.dimension, read.prompts) == (32, PROMPTS)
    assert read.checked("tokenizer.json")


def test_an_older_folder_is_replaced_as_a_whole(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "modele"
    write(release, folder)
    (folder / "reste.txt").write_text("d'avant", "utf-8")
    release.weights.write_bytes(b"d'autres poids")
    write(release, folder)
    assert "reste.txt" not in contents(folder)
    assert contents(folder)["onnx/model.onnx"] == b"d'autres poids"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_a_crash_left_beside_is_no_hindrance(release: Release, tmp_path: Path) -> None:
    for name in (".modele.new", ".modele.old"):
        (tmp_path / name / "onnx").mkdir(parents=True)
    write(release, tmp_path / "modele")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["int8.onnx", "modele", "st"]


def test_a_release_that_fails_leaves_the_older_one(release: Release, tmp_path: Path) -> None:
    write(release, tmp_path / "modele")
    before = contents(tmp_path / "modele")
    with pytest.raises(FileNotFoundError):
        write(replace(release, weights=tmp_path / "nulle-part.onnx"), tmp_path / "modele")
    assert contents(tmp_path / "modele") == before


def test_too_heavy_is_refused_and_the_older_one_stays(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(release, tmp_path / "modele")
    before = contents(tmp_path / "modele")
    monkeypatch.setattr(releases, "LIMIT", sum(len(content) for content in before.values()))
    release.weights.write_bytes(bytes(20_000))
    with pytest.raises(ModelError, match=r"plus que les 0 Mo permis : rien n'a été écrit\."):
        write(release, tmp_path / "modele")
    assert contents(tmp_path / "modele") == before
    assert not (tmp_path / ".modele.new").exists()


def test_the_limit_is_what_the_card_promises() -> None:
    assert releases.LIMIT == 45_000_000


def test_the_version_is_the_content(release: Release, tmp_path: Path) -> None:
    first = write(release, tmp_path / "modele")["version"]
    later = replace(release, date="2027-01-01", figures={}, texts=3)
    assert write(later, tmp_path / "modele")["version"] == first
    other = replace(release, tokenizer={"model": {"vocab": [["<s>", 0.0]]}})
    assert write(other, tmp_path / "modele")["version"] != first
    release.weights.write_bytes(b"d'autres poids")
    assert write(release, tmp_path / "modele")["version"] != first


@pytest.mark.parametrize(
    ("digests", "prompts", "tokens"),
    [
        ({"onnx/model.onnx": "b", "tokenizer.json": "b"}, PROMPTS, 512),
        ({"onnx/model.onnx": "a", "tokenizer.json": "c"}, PROMPTS, 512),
        ({"onnx/model.onnx": "a", "tokenizer.json": "b"}, PROMPTS | {"need": ""}, 512),
        ({"onnx/model.onnx": "a", "tokenizer.json": "b"}, PROMPTS, 256),
    ],
)
def test_whatever_changes_a_vector_changes_the_version(
    digests: dict[str, str], prompts: dict[str, str], tokens: int
) -> None:
    assert version(digests, prompts, tokens) != version({"onnx/model.onnx": "a", "tokenizer.json": "b"}, PROMPTS, 512)


class TestCard:
    def test_it_says_what_the_manifest_says(self, release: Release, tmp_path: Path) -> None:
        manifest = write(release, tmp_path / "modele")
        told = " ".join((tmp_path / "modele" / "README.md").read_text("utf-8").split())
        assert f"# ptce-e5-small, version {manifest['version']}" in told
        assert "6 steps, each of 4 pairs of a need and a profile out of 24 texts" in told
        assert "4 pairs of ESCO synonyms out of 7 and 2 sentences of investors out of 5" in told
        assert "some of the 9 cues" in told
        assert "as somebody judged them in 11 profiles" in told
        assert "Seed 3." in told
        assert "Base: `grand`, full precision" in told
        assert "the vectors of the vocabulary are as they were" in told
        assert "| base | 0.123 |" in told

    def test_it_says_what_was_not_done(self, release: Release, tmp_path: Path) -> None:
        origin = {"model": "petit", "sha256": {"onnx/model.onnx": "0123"}}
        alone = replace(
            release,
            pairs=0,
            examples=0,
            figures={},
            origin=origin,
            recipe=replace(small.RECIPE, learn_words=True, trainings=3),
        )
        write(alone, tmp_path / "modele")
        told = " ".join((tmp_path / "modele" / "README.md").read_text("utf-8").split())
        assert "no ESCO synonyms and no sentences of investors" in told
        assert "the mean of 3 trainings, seeds 3 to 5" in told
        assert "Base: `petit`, int8 weights read back" in told
        assert "the vectors of the vocabulary are learned too" in told
        assert "were not measured in this build" in told
