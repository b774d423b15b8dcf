"""What fine-tuning can start from, and what a damaged folder is told."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from ptce_match.errors import ModelError
from ptce_match.resources import resource
from tests.training.encoder import small

pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")

from ptce_match.training.encoder.base import ORIGIN, read_base


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def full(base: Path, tmp_path: Path) -> Path:
    """Return a full-precision folder of its own."""
    return Path(shutil.copytree(base, tmp_path / "modele"))


@pytest.fixture
def shipped(base: Path, exported: Path, tmp_path: Path) -> Path:
    """Return a folder laid out as the one that ships."""
    folder = tmp_path / "livre"
    (folder / "onnx").mkdir(parents=True)
    shutil.copy(exported / "blocks.onnx", folder / "onnx" / "model.onnx")
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(base / name, folder / name)
    manifest = {"name": "petit", "version": "abc", "base": {"model": "grand"}}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def test_full_precision_is_read_as_it_is(full: Path) -> None:
    base = read_base(full)
    assert not base.body.training
    for name, value in small.body().state_dict().items():
        assert base.body.state_dict()[name].tolist() == value.tolist()
    assert len(base.tokenizer["model"]["vocab"]) == base.body.config.vocab_size
    assert base.origin == {
        "model": "modele",
        "sha256": {name: digest(full / name) for name in ("model.safetensors", "tokenizer.json")},
    }


def test_the_shipped_form_is_read_back(shipped: Path) -> None:
    base = read_base(shipped)
    words = base.body.state_dict()["embeddings.word_embeddings.weight"].numpy()
    wanted = small.body().state_dict()["embeddings.word_embeddings.weight"].numpy()
    np.testing.assert_allclose(words, wanted, atol=np.abs(wanted).max() / 127)
    assert base.origin["model"] == "petit abc"
    assert base.origin["base"] == {"model": "grand"}
    assert set(base.origin["sha256"]) == {"onnx/model.onnx", "tokenizer.json"}


def test_full_precision_goes_first(full: Path, shipped: Path) -> None:
    shutil.copytree(shipped / "onnx", full / "onnx")
    assert "model.safetensors" in read_base(full).origin["sha256"]


def test_a_folder_can_tell_where_it_comes_from(full: Path) -> None:
    told = {"model": "intfloat/multilingual-e5-small", "licence": "MIT", "sha256": {"roue": "0123"}}
    (full / ORIGIN).write_text(json.dumps(told), "utf-8")
    origin = read_base(full).origin
    assert (origin["model"], origin["licence"]) == (told["model"], "MIT")
    assert origin["sha256"]["roue"] == "0123"
    assert origin["sha256"]["tokenizer.json"] == digest(full / "tokenizer.json")


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json"])
def test_a_folder_that_is_no_model_is_told(full: Path, missing: str) -> None:
    (full / missing).unlink()
    with pytest.raises(ModelError, match=r"n'est pas un modèle de texte : il lui faut tokenizer\.json, et"):
        read_base(full)


def cut_off(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def other_shape(path: Path) -> None:
    config = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(config | {"intermediate_size": 96}), "utf-8")


def one_more_layer(path: Path) -> None:
    config = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(config | {"num_hidden_layers": 3}), "utf-8")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("config.json", Path.unlink),
        ("config.json", cut_off),
        ("config.json", other_shape),
        ("config.json", one_more_layer),
        ("tokenizer.json", cut_off),
        ("model.safetensors", cut_off),
    ],
)
def test_damage_is_told_in_french(full: Path, name: str, damage: object) -> None:
    assert callable(damage)
    damage(full / name)
    with pytest.raises(
        ModelError, match=r"ne vont pas ensemble, ou l'un d'eux est abîmé\. Recopiez le dossier entier\.$"
    ):
        read_base(full)


@pytest.mark.parametrize("damage", [other_shape, one_more_layer])
def test_damage_of_the_shipped_form_is_told_too(shipped: Path, damage: object) -> None:
    assert callable(damage)
    damage(shipped / "config.json")
    with pytest.raises(ModelError, match="ne vont pas ensemble"):
        read_base(shipped)


def test_the_encoder_that_ships_can_be_started_from() -> None:
    origin = read_base(resource("models", "encoder")).origin
    assert origin["model"].startswith("ptce-e5-small ")
    assert origin["base"]["model"] == "intfloat/multilingual-e5-small"
