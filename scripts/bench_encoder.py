"""Compares the shipped int8 encoder with sentence-transformers on torch, on the same texts in the same run.

usage: python -m scripts.bench_encoder --torch work/encoder/RECIPE/st [--texts data/demo] [--rounds 3] [--json FILE]

The torch folder holds the full-precision weights that ``python -m scripts.build_base`` writes beside the int8 ones.
Rounds alternate between the two engines and the best of each counts, so that a busy machine harms neither more.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ptce_match.encoder import OnnxEncoder, SentenceTransformerEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.encoder import Encoder

_COLUMNS = (("benevoles.csv", "profil"), ("besoins.csv", "texte"), ("projets.csv", "description"))
_SINGLE = "Je cherche quelqu'un pour m'aider à fixer le prix de mes légumes avant le marché de samedi."
_SINGLES = 30


@dataclass(frozen=True, slots=True)
class Speed:
    """What one engine does.

    Attributes
    ----------
    engine : str
    texts_per_second : float
        Over all the texts, best round.
    one_text_ms : float
        Median time of one short text, best round.
    """

    engine: str
    texts_per_second: float
    one_text_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """The whole comparison.

    Attributes
    ----------
    speeds : tuple of Speed
        ONNX first, torch second.
    faster, faster_one : float
        Ratio of texts per second, and of times for one text.
    cosine_mean, cosine_min : float
        Between the two engines' vectors of a text.
    texts : int
    mean_characters : float
    machine : str
    """

    speeds: tuple[Speed, Speed]
    faster: float
    faster_one: float
    cosine_mean: float
    cosine_min: float
    texts: int
    mean_characters: float
    machine: str


def demo_texts(folder: Path) -> list[str]:
    """Return the profiles, needs and descriptions of a network folder."""
    texts = []
    for name, column in _COLUMNS:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            texts += [row[column] for row in csv.DictReader(file) if row[column].strip()]
    return texts


def compare(onnx: Encoder, torch: Encoder, texts: Sequence[str], rounds: int) -> Report:
    """Time both encoders in turn and compare their vectors."""
    ours = onnx.encode(texts, "profile")
    theirs = torch.encode(texts, "profile")
    cosines = (ours * theirs).sum(axis=1)
    timed = [(_many(onnx, texts), _one(onnx), _many(torch, texts), _one(torch)) for _ in range(rounds)]
    best = np.array(timed).min(axis=0)
    speeds = (
        Speed("ONNX int8", len(texts) / best[0], best[1] * 1000),
        Speed("sentence-transformers, torch fp32", len(texts) / best[2], best[3] * 1000),
    )
    return Report(
        speeds=speeds,
        faster=float(best[2] / best[0]),
        faster_one=float(best[3] / best[1]),
        cosine_mean=float(cosines.mean()),
        cosine_min=float(cosines.min()),
        texts=len(texts),
        mean_characters=float(np.mean([len(text) for text in texts])),
        machine=f"{platform.system()} {platform.machine()}, {_processors()} processors, Python {platform.python_version()}",
    )


def table(report: Report) -> str:
    """Return the comparison as a markdown table."""
    lines = ["| engine | texts/s | one text, ms |", "|---|---|---|"]
    lines += [f"| {speed.engine} | {speed.texts_per_second:.0f} | {speed.one_text_ms:.1f} |" for speed in report.speeds]
    lines += [
        f"| ratio | {report.faster:.1f} | {report.faster_one:.1f} |",
        "",
        (
            f"{report.texts} texts of {report.mean_characters:.0f} characters; cosine {report.cosine_mean:.4f} on average, "
            f"{report.cosine_min:.4f} at worst; {report.machine}."
        ),
    ]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the table, then the JSON document."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_encoder", description="Times the shipped encoder.")
    parser.add_argument("--torch", type=Path, required=True, help="sentence-transformers folder, full precision")
    parser.add_argument("--onnx", type=Path, help="encoder folder (default: the shipped one)")
    parser.add_argument("--texts", type=Path, default=Path("data/demo"), help="network folder whose texts are encoded")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write the JSON document to this file")
    options = parser.parse_args(arguments)
    texts = demo_texts(options.texts)
    report = compare(OnnxEncoder.load(options.onnx), SentenceTransformerEncoder(options.torch), texts, options.rounds)
    document = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    print(table(report), document, sep="\n\n")
    if options.json:
        options.json.write_text(document + "\n", "utf-8")
    return 0


def _many(encoder: Encoder, texts: Sequence[str]) -> float:
    start = time.perf_counter()
    encoder.encode(texts, "profile")
    return time.perf_counter() - start


def _one(encoder: Encoder) -> float:
    times = []
    for turn in range(_SINGLES):
        start = time.perf_counter()
        encoder.encode([f"{_SINGLE} {turn}"], "need")
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    sys.exit(main())
