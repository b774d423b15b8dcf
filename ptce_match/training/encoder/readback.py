"""Reads the int8 weights that ship back into full precision: a network can fine-tune what it has, and download nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from onnx import GraphProto

_PREFIX: Final = "inner.body."
_MODULE: Final = re.compile(r"/body/(encoder/layer\.\d+/.+?)/MatMul(?:_quant|_Q8)?$")
_LEAST: Final = {"embeddings.word_embeddings.weight", "encoder.layer.0.attention.self.query.weight"}
_FOREIGN: Final = "Le fichier « {} » n'est pas un modèle de texte int8 de ce programme."


def float_state(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a BERT body by their names in transformers, from a file that `export.quantise` wrote.

    A weight is off by at most half a step of its int8 scale; what was computed in full precision comes back as it was.

    Raises
    ------
    ModelError
        The file is not such a model.
    """
    import onnx
    from google.protobuf.message import DecodeError
    from onnx import numpy_helper

    try:
        graph = onnx.load(path).graph
        found = _floats(graph, {each.name: numpy_helper.to_array(each) for each in graph.initializer})
    except (DecodeError, KeyError, ValueError) as error:
        raise ModelError(_FOREIGN.format(path)) from error
    if not found.keys() >= _LEAST:
        raise ModelError(_FOREIGN.format(path))
    return {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in found.items()}


def _floats(graph: GraphProto, values: dict[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    found: dict[str, NDArray[np.float32]] = {}
    for name, value in values.items():
        if not name.startswith(_PREFIX):
            continue
        key = name.removeprefix(_PREFIX)
        if key.endswith("weight_quantized"):
            stem = name.removesuffix("_quantized")
            found[key.removesuffix("_quantized")] = _dequantised(
                value, values[f"{stem}_scale"], values[f"{stem}_zero_point"]
            )
        elif value.dtype == np.float32 and not key.endswith("_scale"):
            found[key] = value
    for node in graph.node:
        where = _MODULE.match(node.name)
        if where is None:
            continue
        key = where[1].replace("/", ".") + ".weight"
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            found[key] = _dequantised(values[node.input[1]], values[f"{stem}_scale"], values[f"{stem}_zero_point"]).T
        elif node.op_type == "MatMulNBits":
            found[key] = _by_block(values[node.input[1]], values[node.input[2]])
    return found


def _dequantised(weights: NDArray[Any], scale: NDArray[Any], zero: NDArray[Any]) -> NDArray[np.float32]:
    whole: NDArray[np.float32] = (weights.astype(np.float32) - zero.astype(np.float32)) * scale
    return whole


def _by_block(weights: NDArray[Any], scales: NDArray[Any]) -> NDArray[np.float32]:
    """Return (outputs, inputs) from blocks (outputs, blocks, block size), stored with 128 for zero."""
    whole = (weights.astype(np.float32) - 128.0) * scales.reshape(*weights.shape[:2], 1)
    return np.asarray(whole.reshape(len(weights), -1), dtype=np.float32)
