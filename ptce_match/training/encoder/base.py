"""What fine-tuning starts from: a sentence-transformers folder, or the encoder that ships."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ptce_match.errors import ModelError
from ptce_match.training.encoder.readback import float_state

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import BertModel

ORIGIN: Final = "origin.json"
"""What a base folder may say of itself: ``model``, ``licence``, and where its files come from."""
_FULL, _SHIPPED, _TOKENIZER = "model.safetensors", "onnx/model.onnx", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class BaseModel:
    """A BERT body, its unigram tokenizer and where both come from.

    Attributes
    ----------
    body : BertModel
        In full precision, eager attention, evaluation mode.
    tokenizer : dict
        The parsed ``tokenizer.json``.
    origin : dict
        Name and licence of the model as far as the folder tells, and the SHA-256 of each file read, beside those of the
        files that the folder was made from.
    """

    body: BertModel
    tokenizer: dict[str, Any]
    origin: dict[str, Any]


def read_base(folder: Path) -> BaseModel:
    """Read a folder: full-precision weights where it has them, otherwise the int8 ones read back.

    Raises
    ------
    ModelError
        The folder is neither, or its weights are not those of its configuration.
    """
    from safetensors import SafetensorError

    weights = next((folder / name for name in (_FULL, _SHIPPED) if (folder / name).is_file()), None)
    if weights is None or not (folder / _TOKENIZER).is_file():
        raise ModelError(
            f"Le dossier « {folder} » n'est pas un modèle de texte : il lui faut {_TOKENIZER}, et {_FULL} ou {_SHIPPED}."
        )
    tokenizer = folder / _TOKENIZER
    try:
        parsed, told = json.loads(tokenizer.read_text("utf-8")), _origin(folder)
        body = _full_precision(folder) if weights.name == _FULL else _read_back(folder, weights)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"Le modèle de texte « {folder} » ne peut pas être lu : sa description, son découpage et ses poids ne vont pas ensemble, ou "
            "l'un d'eux est abîmé. Recopiez le dossier entier."
        ) from error
    body.train(mode=False)
    sources = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (weights, tokenizer)
    }
    return BaseModel(body, parsed, {**told, "sha256": {**told.get("sha256", {}), **sources}})


def _full_precision(folder: Path) -> BertModel:
    import torch
    from transformers import BertModel

    # Its types do not tell that it can return two things.
    read: Any = BertModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32, output_loading_info=True
    )
    body: BertModel = read[0]
    if missing := read[1]["missing_keys"]:
        # transformers has drawn them at random.
        raise KeyError(*missing)
    return body


def _read_back(folder: Path, weights: Path) -> BertModel:
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = "eager"  # noqa: SLF001 - the only switch that a model built from a config reads
    body = BertModel(config, add_pooling_layer=False)
    body.load_state_dict({name: torch.tensor(value) for name, value in float_state(weights).items()})
    return body


def _origin(folder: Path) -> dict[str, Any]:
    """Return what a base says of itself, or of what a shipped encoder is and was made from."""
    if (folder / ORIGIN).is_file():
        told: dict[str, Any] = json.loads((folder / ORIGIN).read_text("utf-8"))
        return told
    if (folder / "manifest.json").is_file():
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        return {"model": f"{manifest['name']} {manifest['version']}", "licence": "MIT", "base": manifest["base"]}
    return {"model": folder.name}
