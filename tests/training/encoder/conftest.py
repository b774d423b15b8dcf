"""Folders of the small encoder, each written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.training.encoder import small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sentence-transformers folder of the small encoder, to be read only."""
    pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")
    from ptce_match.training.encoder import export

    folder = tmp_path_factory.mktemp("encoder") / "base"
    export.write_sentence_transformer(small.body(), small.tokenizer(), folder)
    return folder


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with ``fp32.onnx``, ``plain.onnx`` (int8) and ``blocks.onnx`` (its second layer by blocks)."""
    pytest.importorskip("onnxscript", reason="needs pip install 'ptce-match[train]'")
    from ptce_match.training.encoder import export

    folder = tmp_path_factory.mktemp("onnx")
    export.write_onnx(small.body(), folder / "fp32.onnx")
    export.quantise(folder / "fp32.onnx", folder / "plain.onnx")
    export.quantise(folder / "fp32.onnx", folder / "blocks.onnx", small.RECIPE.by_block)
    return folder
