"""From texts to a folder that ships: fine-tune, export, measure, lay out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
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
    from ptce_match.training.cues import Cues
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
    cues : mapping of str to tuple of str
        What gives each skill away; see `read_cues`.
    """

    base: Path
    texts: Sequence[TrainingText]
    taxonomy: Taxonomy
    concepts: Sequence[Concept] = ()
    cues: Cues = field(default_factory=dict)


def make_encoder(
    material: Material,
    recipe: EncoderRecipe,
    work: Path,
    out: Path,
    date: str,
    progress: Callable[[int, int], None] | None = None,
    measured: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Fine-tune, and write the encoder folder; return its manifest.

    Parameters
    ----------
    work : Path
        For the state of the training, and the full-precision weights (``st``) when it is done; 1.2 GB meanwhile for the
        default encoder, half of it afterwards.
    out : Path
        Replaced as a whole once everything is there.
    date : str
        ISO 8601, written in the manifest.
    progress : callable or None
        Told the steps done, of how many.
    measured : callable or None
        Told the models measured on held-out concepts, of how many: minutes for the whole of ESCO.

    Raises
    ------
    InputError
        The texts cover too few skills, or the concepts are too few.
    ModelError
        The base cannot be read, or what comes out is too heavy.
    """
    from sentence_transformers import SentenceTransformer

    quiet()
    base = read_base(material.base)
    export.write_sentence_transformer(base.body, base.tokenizer, work / "start")
    learned, held_out = esco.split_held_out(material.concepts)
    model = SentenceTransformer(str(work / "start"), device="cpu")
    fit(model, material.texts, material.taxonomy, learned, recipe, work, progress, cues=material.cues)
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
            measured,
        ),
        date=date,
    )
    manifest = write(release, out)
    for name in ("start", "tuned"):
        shutil.rmtree(work / name)
    for path in (work / "fp32.onnx", release.weights):
        path.unlink()
    return manifest


def quiet() -> None:
    """Keep the libraries from telling of every file that they read; the caller shows how far the training is."""
    import logging

    from datasets import disable_progress_bars
    from transformers.utils import logging as of_transformers

    disable_progress_bars()
    of_transformers.disable_progress_bar()  # type: ignore[no-untyped-call]
    of_transformers.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)


def _figures(
    embeds: Mapping[str, heldout.Embed],
    concepts: Sequence[Concept],
    held_out: Sequence[Concept],
    measured: Callable[[int, int], None] | None,
) -> dict[str, dict[str, float]]:
    found = {}
    for done, (name, embed) in enumerate(embeds.items()):
        if measured is not None:
            measured(done, len(embeds))
        found[name] = heldout.measure(embed, concepts, held_out)
    return {name: row for name, row in found.items() if row}


def _with_torch(body: Any, tokenizer: dict[str, Any]) -> heldout.Embed:
    model, batcher = SentenceBody(body), Batcher(tokenizer)
    return lambda texts: encode(model, batcher, texts).numpy()
