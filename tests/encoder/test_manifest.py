"""The description of an encoder folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ptce_match.encoder import Manifest
from ptce_match.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, object] = {
    "name": "petit",
    "version": "0123",
    "dimension": 4,
    "max_tokens": 8,
    "prompts": {"need": "query: ", "profile": "passage: ", "label": "query: "},
    "sha256": {"a.txt": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
}


def written(folder: Path, content: object) -> Path:
    (folder / "manifest.json").write_text(json.dumps(content), "utf-8")
    return folder


def test_a_manifest_is_read(tmp_path: Path) -> None:
    manifest = Manifest.read(written(tmp_path, GOOD))
    assert (manifest.model_id, manifest.dimension, manifest.max_tokens) == ("petit-0123", 4, 8)


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_a_manifest_lacks_nothing(tmp_path: Path, missing: str) -> None:
    written(tmp_path, {key: value for key, value in GOOD.items() if key != missing})
    with pytest.raises(ModelError, match="abîmée ou incomplète") as caught:
        Manifest.read(tmp_path)
    assert str(tmp_path / "manifest.json") in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"dimension": "beaucoup"},
        {"dimension": 0},
        {"max_tokens": -1},
        {"max_tokens": None},
        {"prompts": {"need": "", "profile": ""}},
        {"prompts": {"need": "", "profile": "", "label": 3}},
        {"prompts": "query: "},
        {"sha256": "abc"},
    ],
)
def test_an_absurd_manifest_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(ModelError, match="abîmée ou incomplète"):
        Manifest.read(written(tmp_path, GOOD | change))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null"])
def test_a_manifest_that_is_no_description_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(ModelError, match="abîmée ou incomplète"):
        Manifest.read(tmp_path)


def test_a_folder_without_manifest_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"introuvable.*Récupérez"):
        Manifest.read(tmp_path / "nowhere")


def test_only_the_described_content_is_given(tmp_path: Path) -> None:
    manifest = Manifest.read(written(tmp_path, GOOD))
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"a")
    assert manifest.checked("a.txt") == b"a"
    with pytest.raises(ModelError, match=r"b\.txt.*empreinte"):
        manifest.checked("b.txt")
    with pytest.raises(ModelError, match=r"Il manque.*c\.txt"):
        manifest.checked("c.txt")
