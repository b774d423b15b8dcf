"""Lays out the encoder folder that ships: files, manifest, model card."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ptce_match.errors import ModelError
from ptce_match.training.encoder.bert import MAX_TOKENS
from ptce_match.training.encoder.card import card
from ptce_match.training.encoder.prompts import PASSAGE, QUERY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ptce_match.training.encoder.recipe import EncoderRecipe

NAME = "ptce-e5-small"
LIMIT = 45_000_000
PROMPTS = {"need": QUERY, "profile": PASSAGE, "label": QUERY}
_WEIGHTS, _TOKENIZER = "onnx/model.onnx", "tokenizer.json"
_LAYOUT = (
    "config.json",
    "config_sentence_transformers.json",
    "modules.json",
    "sentence_bert_config.json",
    "tokenizer_config.json",
    "1_Pooling/config.json",
    "2_Normalize/config.json",
)


@dataclass(frozen=True, slots=True)
class Release:
    """All that one released encoder is made of.

    Attributes
    ----------
    weights : Path
        The int8 ONNX file.
    sentence_transformer : Path
        The full-precision folder, whose descriptions are copied and whose weights are not.
    tokenizer : dict
        The cut ``tokenizer.json``.
    dimension : int
    recipe : EncoderRecipe
    origin : mapping
        What the base model is, and the SHA-256 of its files.
    pairs, texts, cues, judged, examples : int
        ESCO synonym pairs, hand-written texts, cues, profiles whose passages somebody judged, and sentences of investors
        learned from.
    figures : mapping
        Held-out measures, by model.
    date : str
        ISO 8601.
    """

    weights: Path
    sentence_transformer: Path
    tokenizer: dict[str, Any]
    dimension: int
    recipe: EncoderRecipe
    origin: Mapping[str, Any]
    pairs: int
    texts: int
    cues: int
    judged: int
    examples: int
    figures: Mapping[str, Mapping[str, float]]
    date: str


def write(release: Release, folder: Path) -> dict[str, Any]:
    """Replace the folder by the release; return its manifest.

    It is written beside and put in place at once: whoever looks meanwhile finds the older one, whole.

    Raises
    ------
    ModelError
        The folder would weigh more than 45 MB; the older one stays.
    """
    draft, older = (folder.with_name(f".{folder.name}.{name}") for name in ("new", "old"))
    shutil.rmtree(draft, ignore_errors=True)
    manifest = _lay_out(release, draft)
    if manifest["bytes"] > LIMIT:
        shutil.rmtree(draft)
        raise ModelError(
            f"Le nouveau modèle pèserait {manifest['bytes'] / 1e6:.0f} Mo, plus que les {LIMIT / 1e6:.0f} Mo permis : rien n'a été "
            "écrit. Partez d'un modèle dont le vocabulaire est réduit."
        )
    shutil.rmtree(older, ignore_errors=True)
    if folder.exists():
        folder.rename(older)
    draft.rename(folder)
    shutil.rmtree(older, ignore_errors=True)
    return manifest


def _lay_out(release: Release, folder: Path) -> dict[str, Any]:
    (folder / _WEIGHTS).parent.mkdir(parents=True)
    shutil.copyfile(release.weights, folder / _WEIGHTS)
    (folder / _TOKENIZER).write_text(json.dumps(release.tokenizer, ensure_ascii=False, separators=(",", ":")), "utf-8")
    for name in _LAYOUT:
        source = release.sentence_transformer / name
        if source.is_file():
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(source, folder / name)
    manifest = _manifest(release, folder)
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "README.md").write_text(card(manifest), "utf-8")
    return manifest


def version(digests: Mapping[str, str], prompts: Mapping[str, str], max_tokens: int) -> str:
    """Return twelve hexadecimal digits that change whenever a vector could: weights, tokenizer, prompts, length."""
    content = json.dumps([digests[_WEIGHTS], digests[_TOKENIZER], sorted(prompts.items()), max_tokens])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _manifest(release: Release, folder: Path) -> dict[str, Any]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}
    return {
        "name": NAME,
        "version": version(digests, PROMPTS, MAX_TOKENS),
        "dimension": release.dimension,
        "max_tokens": MAX_TOKENS,
        "prompts": PROMPTS,
        "vocabulary": len(release.tokenizer["model"]["vocab"]),
        "sha256": digests,
        "sizes": sizes,
        "bytes": sum(sizes.values()),
        "base": dict(release.origin),
        "training": {
            "esco_pairs": release.pairs,
            "written_texts": release.texts,
            "cues": release.cues,
            "judged_profiles": release.judged,
            "sentences_of_investors": release.examples,
            "recipe": asdict(release.recipe),
        },
        "held_out": {
            name: {key: round(value, 4) for key, value in row.items()} for name, row in release.figures.items()
        },
        "date": release.date,
    }
