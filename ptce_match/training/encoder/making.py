"""From texts to a folder that ships: fine-tune, export, measure, lay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ptce_match.training.encoder import esco, export, heldout
from ptce_match.training.encoder.base import read_base
from ptce_match.training.encoder.bert import Batcher, SentenceBody, encode
from ptce_match.training.encoder.fit import fit
from ptce_match.training.encoder.release import Release, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ptce_match.skills import Taxonomy
    from ptce_match.training.encoder.esco import Concept
    from ptce_match.training.encoder.recipe import EncoderRecipe
    from ptce_match.training.texts import TrainingText


@dataclass(frozen=True, slots=True)
class Material:
    """What an encoder learns from.

    Attributes
    ----------
    base : Path
        Folder of the model to start from.
    texts : sequence of TrainingText
    taxonomy : Taxonomy
    concepts : sequence of Concept
        Whose synonyms are learned beside, all but those held out to measure; may be empty.
    """

    base: Path
    texts: Sequence[TrainingText]
    taxonomy: Taxonomy
    concepts: Sequence[Concept] = ()


def make_encoder(
    material: Material,
    recipe: EncoderRecipe,
    work: Path,
    out: Path,
    date: str,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Fine-tune, and write the encoder folder; return its manifest.

    Parameters
    ----------
    work : Path
        For the state of the training, and the full-precision weights (``st``) when it is done.
    out : Path
        Replaced as a whole once everything is there.
    date : str
        ISO 8601, written in the manifest.
    progress : callable or None
        Told the steps done, of how many.

    Raises
    ------
    InputError
        The texts cover too few skills.
    ModelError
        The base cannot be read.
    """
    from sentence_transformers import SentenceTransformer

    _quiet()
    base = read_base(material.base)
    export.write_sentence_transformer(base.body, base.tokenizer, work / "base")
    learned, held_out = esco.split_held_out(material.concepts)
    model = SentenceTransformer(str(work / "base"), device="cpu")
    fit(model, material.texts, material.taxonomy, learned, recipe, work, progress)
    model.save(str(work / "tuned"))
    body = read_base(work / "tuned").body
    export.write_sentence_transformer(body, base.tokenizer, work / "st")
    export.write_onnx(body, work / "fp32.onnx")
    export.quantise(work / "fp32.onnx", work / "int8.onnx", recipe.by_block)
    release = Release(
        weights=work / "int8.onnx",
        sentence_transformer=work / "st",
        tokenizer=base.tokenizer,
        dimension=body.config.hidden_size,
        recipe=recipe,
        origin=base.origin,
        pairs=len(esco.pairs(learned)),
        texts=len(material.texts),
        figures=_figures(
            {
                "base": _with_torch(base.body, base.tokenizer),
                "fine-tuned": _with_torch(body, base.tokenizer),
                "shipped (int8)": export.OnnxEmbed(work / "int8.onnx", base.tokenizer),
            },
            material.concepts,
            held_out,
        ),
        date=date,
    )
    return write(release, out)


def _quiet() -> None:
    """Keep the libraries from telling of every file that they read; the caller shows how far the training is."""
    import logging

    from datasets import disable_progress_bars
    from transformers.utils import logging as of_transformers

    disable_progress_bars()
    of_transformers.disable_progress_bar()  # type: ignore[no-untyped-call]
    of_transformers.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)


def _figures(
    embeds: Mapping[str, heldout.Embed], concepts: Sequence[Concept], held_out: Sequence[Concept]
) -> dict[str, dict[str, float]]:
    if not held_out:
        return {}
    return {name: heldout.measure(embed, concepts, held_out) for name, embed in embeds.items()}


def _with_torch(body: Any, tokenizer: dict[str, Any]) -> heldout.Embed:
    model, batcher = SentenceBody(body), Batcher(tokenizer)
    return lambda texts: encode(model, batcher, texts).numpy()
