"""From texts to a folder that ships: fine-tune, export, measure, lay out."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch

from ptce_match.training.encoder import esco, export, heldout
from ptce_match.training.encoder.base import read_base
from ptce_match.training.encoder.bert import Batcher, SentenceBody, encode
from ptce_match.training.encoder.fit import fit
from ptce_match.training.encoder.release import Release, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from transformers import BertModel

    from ptce_match.training.encoder.esco import Concept
    from ptce_match.training.encoder.material import Material
    from ptce_match.training.encoder.recipe import EncoderRecipe


def make_encoder(
    base: Path,
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
    base : Path
        Folder of the model to start from.
    work : Path
        For the states of the trainings, one folder a seed, and the full-precision weights (``st``) when they are done;
        1.5 GB meanwhile for the default encoder, half of it afterwards.
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
    quiet()
    start = read_base(base)
    export.write_sentence_transformer(start.body, start.tokenizer, work / "start")
    learned, held_out = esco.split_held_out(material.concepts)
    body = trained(work / "start", replace(material, concepts=learned), recipe, work, progress)
    export.write_sentence_transformer(body, start.tokenizer, work / "st")
    export.write_onnx(body, work / "fp32.onnx")
    export.quantise(work / "fp32.onnx", work / "int8.onnx", recipe.by_block)
    release = Release(
        weights=work / "int8.onnx",
        sentence_transformer=work / "st",
        tokenizer=start.tokenizer,
        dimension=body.config.hidden_size,
        recipe=recipe,
        origin=start.origin,
        pairs=len(esco.pairs(learned)),
        texts=len(material.texts),
        cues=sum(map(len, material.cues.values())),
        judged=sum(bool(text.taught) for text in material.texts),
        examples=len(material.examples),
        figures=_figures(
            {
                "base": _with_torch(start.body, start.tokenizer),
                "fine-tuned": _with_torch(body, start.tokenizer),
                "shipped (int8)": export.OnnxEmbed(work / "int8.onnx", start.tokenizer),
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


def trained(
    start: Path,
    material: Material,
    recipe: EncoderRecipe,
    work: Path,
    progress: Callable[[int, int], None] | None = None,
) -> BertModel:
    """Return the mean of the models that the seeds give.

    Parameters
    ----------
    start : Path
        The sentence-transformers folder that each training starts from.
    work, progress
        As for `make_encoder`.
    """
    from sentence_transformers import SentenceTransformer

    bodies = []
    for number in range(recipe.trainings):
        one = replace(recipe, seed=recipe.seed + number, trainings=1)
        model = SentenceTransformer(str(start), device="cpu")
        tell = None if progress is None else _after(number * recipe.steps, recipe.trainings * recipe.steps, progress)
        fit(model, material, one, work / f"seed-{one.seed}", tell)
        model.save(str(work / "tuned"))
        bodies.append(read_base(work / "tuned").body)
    mean = bodies[0]
    states = [body.state_dict() for body in bodies]
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]})
    return mean


def _after(done: int, total: int, progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
    return lambda more, _: progress(done + more, total)


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
