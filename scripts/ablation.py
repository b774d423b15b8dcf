"""What each part of the mentors' expertise is worth, as a Markdown table for docs/benchmarks.md.

usage: python -m scripts.ablation [--encoder FOLDER] [--network NAME=FOLDER=QRELS ...]

Designs are compared on a network made of the texts that were held out from the reader, and on the demo network; other
judged networks can be named, which are then only reported. The reader used here has not seen the held-out texts; the
encoder that ships has, so that a fair first column needs one from `ptce-match train encoder --held-out`, named here.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match import Network
from ptce_match.encoder import CachedEncoder, OnnxEncoder, VectorStore
from ptce_match.evaluation.qrels import read_mentor_qrels
from ptce_match.metrics import bootstrap_interval, hit3, mean, ndcg, top1
from ptce_match.resources import resource
from ptce_match.signals import ExpertiseIndex, ExpertiseWeights, load_reference
from ptce_match.signals.expertise import WITH_READER
from ptce_match.skills import default_taxonomy
from ptce_match.training.cues import read_cues
from ptce_match.training.reader import learn_reader
from ptce_match.training.texts import read_training_texts
from ptce_match.training.validation import validation_network

if TYPE_CHECKING:
    from ptce_match.encoder import Encoder
    from ptce_match.evaluation.qrels import Qrels
    from ptce_match.skills import SkillReader


@dataclass(frozen=True)
class Design:
    """One way of reading texts: the weights of the similarities, what the reader reads by, and whether it asks if a passage tells."""

    name: str
    weights: ExpertiseWeights
    vectors: bool = True
    words: bool = True
    telling: bool = True


_NONE: Final = ExpertiseWeights(dense_whole=0, dense_passage=0, lexical=0, bm25=0)
_FUSED: Final = ExpertiseWeights()
DESIGNS: Final = (
    Design("BM25 over stems", replace(_NONE, bm25=1)),
    Design("character n-grams", replace(_NONE, lexical=1)),
    Design("vectors of whole profiles", replace(_NONE, dense_whole=1)),
    Design("vectors of the best sentence (late interaction)", replace(_NONE, dense_passage=1)),
    Design("vectors, both", replace(_NONE, dense_whole=2 / 3, dense_passage=1 / 3)),
    Design("vectors and words fused (the engine without the reader)", _FUSED),
    Design("skill reader alone, by vectors", replace(_NONE, skills=1), words=False),
    Design("skill reader alone, by words", replace(_NONE, skills=1), vectors=False),
    Design("skill reader alone", replace(_NONE, skills=1)),
    Design("fused + reader by vectors", WITH_READER, words=False),
    Design("fused + reader by words", WITH_READER, vectors=False),
    Design("fused + reader at 0.6", replace(WITH_READER, skills=0.6)),
    Design("fused + reader at 1.2, every passage shows as much", WITH_READER, telling=False),
    Design("**fused + reader at 1.2 (the engine)**", WITH_READER),
    Design("fused + reader at 2.4", replace(WITH_READER, skills=2.4)),
)


def main() -> int:
    """Measure every design on every network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", action="append", default=[], help="NAME=FOLDER=QRELS, measured as well")
    parser.add_argument("--encoder", type=Path, help="encoder folder, in the place of the one that ships")
    arguments = parser.parse_args()
    taxonomy = default_taxonomy()
    encoder = CachedEncoder(OnnxEncoder.load(arguments.encoder), VectorStore.open())
    texts = read_training_texts(resource("data", "training"), taxonomy)
    cues = read_cues(resource("data", "training"), taxonomy)
    reader = learn_reader([text for text in texts if not text.held_out], taxonomy, encoder, cues=cues)
    demo = Network.read(resource("data", "demo"))
    networks = {
        "held-out texts": validation_network([text for text in texts if text.held_out], taxonomy),
        "demo": (demo, read_mentor_qrels(resource("data", "demo") / "qrels" / "mentors.csv", demo)),
    }
    for named in arguments.network:
        name, folder, qrels = named.split("=")
        network = Network.read(folder)
        networks[name] = network, read_mentor_qrels(qrels, network)
    heads = [f"{name}: nDCG@5 (95 %) | top1 | hit3@5" for name in networks]
    print(f"| design | {' | '.join(heads)} |\n|---|{'---|' * 3 * len(networks)}")
    for design in DESIGNS:
        cells = [_measured(design, network, qrels, encoder, reader) for network, qrels in networks.values()]
        print(f"| {design.name} | {' | '.join(cells)} |", flush=True)
    return 0


def _measured(design: Design, network: Network, qrels: Qrels, encoder: Encoder, reader: SkillReader) -> str:
    if not design.words:
        reader = replace(reader, evidence=None)
    if not design.vectors:
        reader = replace(reader, weights=np.zeros_like(reader.weights))
    if not design.telling:
        reader = replace(reader, telling=None)
    profiles = [mentor.profile for mentor in network.mentors]
    index = ExpertiseIndex(profiles, encoder, load_reference(), design.weights, reader=reader)
    needs = {need.id: need.text for need in network.needs}
    asked = [needs[need_id] for need_id in qrels.query_ids]
    vectors = encoder.encode(asked, "need")
    scores = np.array([index.values(text, vector) for text, vector in zip(asked, vectors, strict=True)])
    gain = ndcg(scores, qrels.grades, 5)
    low, high = bootstrap_interval(gain)
    return (
        f"{mean(gain):.3f} ({low:.3f} - {high:.3f}) | {mean(top1(scores, qrels.grades)):.3f} | "
        f"{mean(hit3(scores, qrels.grades, 5)):.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
