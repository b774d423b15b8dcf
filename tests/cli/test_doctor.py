"""`doctor` says what is well and what is not, and never fails itself."""

from __future__ import annotations

import json
import os
import shutil
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_match.cli import doctor
from ptce_match.cli.doctor import Finding
from ptce_match.resources import resource
from ptce_match.signals import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .conftest import Ptce


def elsewhere(folder: Path) -> object:
    """Return a `resource` that looks for shipped files in another folder."""
    return lambda *parts: folder.joinpath(*parts)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the model folder that the program takes for the shipped one."""
    copy = tmp_path / "models/encoder"
    shutil.copytree(resource("models", "encoder"), copy)
    monkeypatch.setattr("ptce_match.encoder.onnx_encoder.resource", elsewhere(tmp_path))
    return copy


@pytest.fixture
def spoilt_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("ptce_match.signals.reference.resource", elsewhere(tmp_path))
    reference.load_reference.cache_clear()
    path = tmp_path / "models/ranker/reference.json"
    path.parent.mkdir(parents=True)
    yield path
    reference.load_reference.cache_clear()


def test_all_is_well(ptce: Ptce) -> None:
    said = ptce("doctor")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "Tout va bien."
    assert "✘" not in said.out
    assert "384 dimensions, empreintes vérifiées" in said.out


def test_as_json(ptce: Ptce) -> None:
    document = ptce("doctor", "--json").document
    assert document["ok"] is True
    assert all(list(finding) == ["name", "ok", "detail"] for finding in document["findings"])
    names = [finding["name"] for finding in document["findings"]]
    assert len(names) == len(set(names))


def test_a_copy_of_the_model_is_well(ptce: Ptce, model: Path) -> None:
    assert model.is_dir()
    assert ptce("doctor").status == 0


@pytest.mark.parametrize("file", ["onnx/model.onnx", "tokenizer.json"])
def test_an_altered_model_is_told(ptce: Ptce, model: Path, file: str) -> None:
    with (model / file).open("r+b") as content:
        content.write(b"?")
    said = ptce("doctor")
    assert (said.status, said.err) == (1, "")
    assert said.out.splitlines()[-1] == "Corrigez les lignes marquées ✘."
    [line] = [line for line in said.out.split("\n✔")[2].splitlines() if "✘" in line]
    assert line.startswith("✘ modèle de texte : Le fichier «")
    assert "son empreinte SHA-256 diffère" in " ".join(said.out.split())
    assert ptce("doctor", "--json").document["ok"] is False


def test_a_missing_model_is_told(ptce: Ptce, model: Path) -> None:
    shutil.rmtree(model)
    said = ptce("doctor")
    assert said.status == 1
    assert "Le modèle de texte est introuvable" in said.out


def test_a_file_that_nobody_expected_to_be_broken_is_told_too(ptce: Ptce, spoilt_reference: Path) -> None:
    spoilt_reference.write_text("{", encoding="utf-8")
    findings = {finding["name"]: finding for finding in ptce("doctor", "--json").document["findings"]}
    assert findings["population de référence"]["ok"] is False
    assert "Réinstallez ptce-match" in findings["population de référence"]["detail"]
    assert findings["communes"]["ok"] is True


def test_a_store_that_cannot_be_made_is_told_and_stops_nothing(ptce: Ptce, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_MATCH_CACHE", str(Path(os.devnull) / "rien"))
    said = ptce("doctor", "--json")
    [store] = [finding for finding in said.document["findings"] if finding["name"] == "vecteurs gardés"]
    assert store["ok"] is None
    assert "ne peut pas servir" in store["detail"]
    assert (said.status, said.err) == (0, "")


class TestWhatPackagesAdd:
    """Findings of installed packages, by entry points of the group `ptce_match.findings`."""

    @pytest.fixture
    def added(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
        def add(*named: str) -> None:
            entries = [EntryPoint(name.rpartition(":")[2], f"{__name__}:{name}", doctor.FINDINGS) for name in named]
            monkeypatch.setattr(doctor, "entry_points", lambda *, group: entries if group == doctor.FINDINGS else [])

        return add

    def test_they_stand_with_the_others(self, ptce: Ptce, added: Callable[..., None]) -> None:
        added("well")
        assert ptce("doctor", "--json").document["findings"][-1] == {
            "name": "météo",
            "ok": True,
            "detail": "beau temps",
        }

    def test_a_broken_one_is_told_and_stops_nothing(self, ptce: Ptce, added: Callable[..., None]) -> None:
        added("broken", "well")
        said = ptce("doctor", "--json")
        assert [finding["ok"] for finding in said.document["findings"][-2:]] == [False, True]
        assert "orage" not in said.out, "an error may hold anything"
        assert said.status == 1

    def test_one_whose_extra_is_not_installed_is_left_out(self, ptce: Ptce, added: Callable[..., None]) -> None:
        added("without_its_extra")
        assert ptce("doctor").status == 0


def well() -> list[Finding]:
    return [Finding("météo", ok=True, detail="beau temps")]


def broken() -> list[Finding]:
    raise OSError("orage")


def without_its_extra() -> list[Finding]:
    raise ModuleNotFoundError("No module named 'fastapi'", name="fastapi")


def skills_read(ptce: Ptce) -> dict[str, object]:
    """Return what is told of the reader of skills."""
    findings: list[dict[str, object]] = ptce("doctor", "--json").document["findings"]
    [found] = [each for each in findings if each["name"] == "lecture des compétences"]
    return found


def test_the_reader_of_skills_is_looked_at(ptce: Ptce) -> None:
    found = skills_read(ptce)
    assert found["ok"] is True
    assert str(found["detail"]).startswith("143 compétences")


def test_a_reader_of_another_encoder_is_told_with_the_way_out(
    ptce: Ptce, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(resource("models", "reader"), tmp_path / "reader"))
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8")) | {"encoder": "un-autre-modele"}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setattr("ptce_match.skills.reader.resource", lambda *_parts: folder)
    found = skills_read(ptce)
    assert found["ok"] is False
    assert "« un-autre-modele »" in str(found["detail"])
    assert "ptce-match train reader" in str(found["detail"])
