"""How much the characters count when names of jobs are compared, on ESCO occupations held out from every encoder, as Markdown.

usage: python -m scripts.measure_labels FOLDER_OF_ESCO_LABELS

One label of each held-out occupation asks, all other labels of all occupations answer; those of the same occupation are
right: what MELO asks, without MELO.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.encoder import default_encoder
from ptce_match.evaluation.text_scorers import CharScorer, DenseScorer, LabelScorer
from ptce_match.metrics import average_precision
from ptce_match.training.encoder import esco

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.training.encoder.esco import Concept

SHARES: Final = (0.0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6)
_LEAST: Final = 2
"""Other labels that an occupation must have to ask."""
_SEED: Final = 0


def asked(concepts: Sequence[Concept]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return the labels that ask and those that answer, each with the place of its occupation."""
    draw = np.random.default_rng(_SEED)
    held_out = {concept.uri for concept in esco.split_held_out(concepts)[1]}
    queries, documents = [], []
    for place, concept in enumerate(concepts):
        labels = list(dict.fromkeys([*concept.preferred, *concept.others]))
        if concept.uri in held_out and len(concept.others) >= _LEAST:
            query = concept.others[int(draw.integers(len(concept.others)))]
            labels.remove(query)
            queries.append((query, place))
        documents += [(label, place) for label in labels]
    return queries, documents


def main(arguments: Sequence[str]) -> int:
    """Print the mean average precision for each share of the characters."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    concepts = [concept for concept in esco.read(Path(arguments[0])) if concept.kind == "occupation"]
    queries, documents = asked(concepts)
    texts, corpus = [query for query, _ in queries], [label for label, _ in documents]
    right = np.array([[place == own for _, place in documents] for _, own in queries], dtype=np.int64)
    dense, characters = DenseScorer(default_encoder(), "label", "label"), CharScorer()
    published = LabelScorer(dense, characters).share
    vectors, shapes = dense.scores(texts, corpus), characters.scores(texts, corpus)
    print(f"{len(texts)} labels ask, {len(corpus)} answer\n")
    print("| share of characters | MAP |")
    print("|---|---|")
    for share in SHARES:
        value = float(np.mean(average_precision(vectors + share * shapes, right, relevant=1)))
        print(f"| {share:.2f}{' (published)' if share == published else ''} | {value:.3f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
