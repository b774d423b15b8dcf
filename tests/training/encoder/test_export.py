"""Both forms of a model say the same, and need nothing but their own files."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.training.encoder import small

pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")

from ptce_match.training.encoder import export
from ptce_match.training.encoder.bert import Batcher, SentenceBody, encode
from ptce_match.training.encoder.export import OnnxEmbed

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "query: Mon pain ne lève pas.",
    "passage: Couvreur, puis charpentier pendant onze ans à Saint-Jean.",
    "query: TVA",
]


def with_torch() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found: np.ndarray[tuple[int, int], np.dtype[np.float32]] = encode(
        SentenceBody(small.body()), Batcher(small.tokenizer()), TEXTS
    ).numpy()
    return found


def test_full_precision_says_what_torch_says(exported: Path) -> None:
    found = OnnxEmbed(exported / "fp32.onnx", small.tokenizer())(TEXTS)
    np.testing.assert_allclose(found, with_torch(), atol=1e-5)


@pytest.mark.parametrize("name", ["plain", "blocks"])
def test_int8_says_nearly_the_same(exported: Path, name: str) -> None:
    found = OnnxEmbed(exported / f"{name}.onnx", small.tokenizer())(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert (found * with_torch()).sum(axis=1).min() > 0.99


def test_int8_is_a_third_of_full_precision(exported: Path) -> None:
    assert (exported / "plain.onnx").stat().st_size < 0.34 * (exported / "fp32.onnx").stat().st_size


def test_the_sentence_transformer_says_what_torch_says(base: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(base), device="cpu")
    np.testing.assert_allclose(model.encode(TEXTS, show_progress_bar=False), with_torch(), atol=1e-5)
    assert model.prompts.items() >= {"query": "query: ", "passage": "passage: "}.items()


def test_what_sentence_transformers_adds_is_the_same_each_time(base: Path, tmp_path: Path) -> None:
    # A pooler that nothing reads, drawn at random otherwise: a training would not know its own base again.
    export.write_sentence_transformer(small.body(), small.tokenizer(), tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == (base / "model.safetensors").read_bytes()


def test_its_folder_holds_the_weights_once(base: Path) -> None:
    heavy = [path.relative_to(base).as_posix() for path in base.rglob("*") if path.stat().st_size > 4_000_000]
    assert heavy == ["model.safetensors"]


def test_the_log_speaks_again_afterwards(exported: Path, tmp_path: Path) -> None:
    export.quantise(exported / "fp32.onnx", tmp_path / "int8.onnx")
    assert logging.root.manager.disable == logging.NOTSET
    with pytest.raises(Exception, match="rien"):
        export.quantise(tmp_path / "rien.onnx", tmp_path / "int8.onnx")
    assert logging.root.manager.disable == logging.NOTSET
