"""Writes the fine-tuned model twice: full precision (torch and ONNX, for comparison) and the int8 ONNX file that ships."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from ptce_match.training.encoder.bert import MAX_TOKENS, Batcher, SentenceBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from transformers import BertModel

OPSET = 17
_AFTER_ACTIVATION = "/body/encoder/layer.{}/output/dense/MatMul"
_BLOCK = 64
_INT8_ACTIVATIONS = 4  # ONNX Runtime's "accuracy level" that computes in int8


class _Traced(torch.nn.Module):
    """Gives the token vectors too: sentence-transformers pools them itself when it runs the same file."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.inner = SentenceBody(body)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.inner.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return hidden, self.inner.pool(hidden, attention_mask)


def write_onnx(body: BertModel, path: Path) -> None:
    """Write the model with pooling and normalisation inside, in full precision.

    Inputs ``input_ids`` and ``attention_mask``, int64 (batch, tokens); outputs ``last_hidden_state`` and
    ``sentence_embedding``, float32 (batch, dimension), rows of unit length.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    ragged = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the tracer warns about each Python condition on shapes
        torch.onnx.export(
            _Traced(body).eval(),
            (ids, mask),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state", "sentence_embedding"],
            dynamic_axes={
                "input_ids": ragged,
                "attention_mask": ragged,
                "last_hidden_state": ragged,
                "sentence_embedding": {0: "batch"},
            },
        )


def quantise(source: Path, target: Path, by_block: Sequence[int] = ()) -> None:
    """Write the int8 version: weights per channel, activations by their range at run time.

    What comes out of the feed-forward activation of some layers has outliers that one range for a whole text cannot
    hold. Those layers' output is quantised by blocks of 64 instead, activations included: four layers of twelve bring
    the cosine to full precision from .977 to .992 and cost 5 % of the speed; all twelve .994 and 30 %.

    Parameters
    ----------
    by_block : sequence of int
        Those layers, from 0.
    """
    import logging

    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    target.parent.mkdir(parents=True, exist_ok=True)
    with_outliers = [_AFTER_ACTIVATION.format(layer) for layer in by_block]
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)  # the quantisers tell of every tensor, and of advice, on the root logger
    try:
        quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=with_outliers)
        blocks = MatMulNBitsQuantizer(
            onnx.load(target),
            algo_config=DefaultWeightOnlyQuantConfig(
                block_size=_BLOCK, is_symmetric=True, accuracy_level=_INT8_ACTIVATIONS, bits=8
            ),
        )
        blocks.process()
        blocks.model.save_model_to_file(str(target), use_external_data_format=False)
    finally:
        logging.disable(before)


def write_sentence_transformer(body: BertModel, tokenizer: dict[str, Any], folder: Path) -> None:
    """Write the full-precision weights as a sentence-transformers folder, for training and comparison."""
    from tempfile import TemporaryDirectory

    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as aside:
        write_body(body, tokenizer, Path(aside))
        transformer = Transformer(aside, max_seq_length=MAX_TOKENS)
    with torch.no_grad():
        for parameter in transformer.auto_model.pooler.parameters():
            parameter.zero_()  # nothing reads it, and it would be another at each writing
    modules = [transformer, Pooling(body.config.hidden_size, pooling_mode="mean"), Normalize()]
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))


def write_body(body: BertModel, tokenizer: dict[str, Any], folder: Path) -> None:
    """Write a transformers folder: config, weights, tokenizer; without what sentence-transformers adds."""
    from transformers import PreTrainedTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "tokenizer.json"
    source.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), "utf-8")
    special = {
        "bos": "<s>",
        "eos": "</s>",
        "unk": "<unk>",
        "pad": "<pad>",
        "cls": "<s>",
        "sep": "</s>",
        "mask": "<mask>",
    }
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(source),
        **{f"{name}_token": mark for name, mark in special.items()},
        model_max_length=MAX_TOKENS,
    )
    body.save_pretrained(folder)
    fast.save_pretrained(folder)


class OnnxEmbed:
    """Runs an exported file text by text, as it is run in service.

    Parameters
    ----------
    path : Path
        The ONNX file.
    tokenizer : dict
        The parsed ``tokenizer.json``.
    """

    def __init__(self, path: Path, tokenizer: dict[str, Any]) -> None:
        import onnxruntime

        self._session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        self._batcher = Batcher(tokenizer)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows (n, dimension) of the texts, prompts included by the caller."""
        return np.concatenate([self._row(text) for text in texts])

    def _row(self, text: str) -> NDArray[np.float32]:
        ids, mask = self._batcher([text])
        inputs = {"input_ids": ids.numpy(), "attention_mask": mask.numpy()}
        row: NDArray[np.float32] = self._session.run(["sentence_embedding"], inputs)[0]
        return row
