"""The int8 weights come back within half a step of their scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.errors import ModelError
from ptce_match.resources import resource
from tests.training.encoder import small

pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")

from ptce_match.training.encoder.base import read_base
from ptce_match.training.encoder.bert import Batcher, SentenceBody, encode
from ptce_match.training.encoder.prompts import QUERY
from ptce_match.training.encoder.readback import float_state

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import OnnxEncoder

OUT_OF_BLOCKS = "encoder.layer.1.output.dense.weight"


@pytest.mark.parametrize("name", ["plain", "blocks"])
def test_every_weight_comes_back(exported: Path, name: str) -> None:
    found = float_state(exported / f"{name}.onnx")
    wanted = {key: value.numpy() for key, value in small.body().state_dict().items()}
    assert found.keys() == wanted.keys()
    for key, value in wanted.items():
        assert found[key].shape == value.shape
        assert found[key].dtype == np.float32
        # One scale a row of a matrix at the finest, one a tensor at the coarsest; 127 steps to the largest weight.
        step = np.abs(value).max() / 127
        assert np.abs(found[key] - value).max() <= 0.502 * step, key


def test_what_was_not_quantised_comes_back_as_it_was(exported: Path) -> None:
    found, wanted = float_state(exported / "blocks.onnx"), small.body().state_dict()
    for key, value in wanted.items():
        if value.ndim == 1:
            assert found[key].tolist() == value.tolist(), key


def test_blocks_are_nearer_than_channels(exported: Path) -> None:
    wanted = small.body().state_dict()[OUT_OF_BLOCKS].numpy()
    channels, blocks = (
        np.abs(float_state(exported / f"{name}.onnx")[OUT_OF_BLOCKS] - wanted).mean() for name in ("plain", "blocks")
    )
    assert 0 < blocks < channels


def test_the_shipped_encoder_reads_as_in_service(onnx_encoder: OnnxEncoder) -> None:
    base = read_base(resource("models", "encoder"))
    texts = [text for skills in small.SAID["need"] for text in skills]
    read = encode(SentenceBody(base.body), Batcher(base.tokenizer), [QUERY + text for text in texts]).numpy()
    cosines = (read * onnx_encoder.encode(texts, "need")).sum(axis=1)
    # What is between them are the activations, in int8 there.
    assert cosines.mean() > 0.99
    assert cosines.min() > 0.97


def test_another_onnx_file_is_refused(tmp_path: Path) -> None:
    import onnx

    path = tmp_path / "autre.onnx"
    value = onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1])
    graph = onnx.helper.make_graph([onnx.helper.make_node("Identity", ["x"], ["y"])], "g", [value], [value])
    onnx.save(onnx.helper.make_model(graph), path)
    with pytest.raises(ModelError, match=r"autre\.onnx » n'est pas un modèle de texte int8"):
        float_state(path)


@pytest.mark.parametrize("content", [b"", b"PK\3\4 une archive"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="n'est pas un modèle de texte int8"):
        float_state(path)


def test_full_precision_onnx_is_not_taken_for_int8(exported: Path) -> None:
    with pytest.raises(ModelError, match="n'est pas un modèle de texte int8"):
        float_state(exported / "fp32.onnx")
