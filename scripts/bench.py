"""Speed and memory of what users wait for, as Markdown for docs/benchmarks.md.

usage: python -m scripts.bench [--torch FOLDER] [--encoder-only | --engine-only]

Each figure is the median of several runs on an otherwise idle machine. Compare ratios, not seconds, between machines.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.encoder import default_encoder
from ptce_match.matcher.mentors import MentorMatcher
from ptce_match.matcher.query import Query
from ptce_match.network import Network
from ptce_match.places import Communes
from ptce_match.resources import resource as shipped
from ptce_match.signals import load_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder, Kind

_TORCH: Final = Path("work/encoder/mixed180/st")
_RUNS: Final = 7
_COLD_RUNS: Final = 5


class SpreadEncoder:
    """Gives profiles pseudo-random unit vectors: the speed of a ranking does not depend on what vectors mean.

    Embedding 100,000 invented profiles would take an hour and measure something else.
    """

    model_id = "bench"
    dimension = 384

    def __init__(self, real: Encoder) -> None:
        self._real = real

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return real vectors for needs, pseudo-random ones for profiles."""
        if kind == "need":
            return self._real.encode(texts, kind, progress=progress)
        digest = hashlib.blake2b("".join(texts[:1]).encode(), digest_size=8).digest()
        vectors = np.random.default_rng(int.from_bytes(digest)).standard_normal((len(texts), 384), dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def main() -> int:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch", type=Path, default=_TORCH, help="full-precision folder that `make train` writes")
    parser.add_argument("--encoder-only", action="store_true")
    parser.add_argument("--engine-only", action="store_true")
    arguments = parser.parse_args()
    print(f"Machine: {_machine()}, {date.today().isoformat()}\n")  # noqa: DTZ011
    # A child counts its parent's memory until it becomes another program: the processes come before torch does.
    if not arguments.encoder_only:
        cold_suggest()
        ranking()
        reading()
    if not arguments.engine_only:
        encoder_speed(arguments.torch)
    return 0


def encoder_speed(torch_folder: Path) -> None:
    """Compare the shipped encoder with sentence-transformers on torch, where the full-precision weights are."""
    if not torch_folder.is_dir():
        print(f"Encoder against torch: left out, {torch_folder} is not there (make train writes it).\n")
        return
    from scripts.bench_encoder import main as bench_encoder

    bench_encoder(["--torch", str(torch_folder)])


def cold_suggest() -> None:
    """Measure a whole `ptce-match suggest` process on the demo network, its vectors kept from a run before."""
    command = [sys.executable, "-m", "ptce_match.cli.main", "suggest", str(shipped("data", "demo")), "--project", "P07"]
    _run(command)
    runs = [_run(command) for _ in range(_COLD_RUNS)]
    seconds = [run[0] for run in runs]
    peak = max(run[1] for run in runs)
    print("| cold `suggest --project P07`, demo network, vectors kept | median s | worst s | peak MB |")
    print("|---|---|---|---|")
    print(f"| whole process | {statistics.median(seconds):.2f} | {max(seconds):.2f} | {peak:.0f} |\n")


def _run(command: Sequence[str]) -> tuple[float, float]:
    """Run a process to its end; return its wall time in seconds and its own peak memory in MB."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, usage.ru_maxrss / 1024


def ranking() -> None:
    """Measure the ranking of one need among many mentors, explanations included, warm."""
    print("| one need among n mentors, 5 explained, warm | median ms | worst ms | index built in s |")
    print("|---|---|---|---|")
    demo = Network.read(shipped("data", "demo"))
    encoder = SpreadEncoder(default_encoder())
    for n in (1_000, 10_000, 100_000):
        network = many_mentors(demo, n)
        started = time.perf_counter()
        matcher = MentorMatcher(network, encoder, load_reference())
        built = time.perf_counter() - started
        queries = [
            Query(need.text, vector, Communes.load().coordinates(["17347"])[0], "Saint-Jean-d'Angély", 3)
            for need, vector in zip(
                demo.needs[:_RUNS], encoder.encode([need.text for need in demo.needs[:_RUNS]], "need"), strict=True
            )
        ]
        matcher.rank(queries[0], 5, date(2026, 11, 23))
        milliseconds = []
        for query in queries:
            started = time.perf_counter()
            matcher.rank(query, 5, date(2026, 11, 23))
            milliseconds.append(1000 * (time.perf_counter() - started))
        median = statistics.median(milliseconds)
        print(f"| n = {n:,} | {median:.1f} | {max(milliseconds):.1f} | {built:.1f} |", flush=True)
    print()


def reading() -> None:
    """Measure the reading of 100,000 rows."""
    import tempfile

    demo = Network.read(shipped("data", "demo"))
    with tempfile.TemporaryDirectory() as folder:
        for name, suffix in (("CSV", ""), (".xlsx", ".xlsx")):
            target = Path(folder) / f"large{suffix}"
            many_mentors(demo, 100_000).write(target)
            started = time.perf_counter()
            Network.read(target)
            print(f"Reading 100,000 mentors from {name}: {time.perf_counter() - started:.1f} s")


def many_mentors(demo: Network, n: int) -> Network:
    """Return a network of n mentors whose profiles mix sentences of the demo's, each one different."""
    draw = np.random.default_rng(7)
    sentences = [part.strip() for mentor in demo.mentors for part in mentor.profile.split(".") if part.strip()]
    mentors = []
    for row in range(n):
        chosen = draw.choice(len(sentences), 4, replace=False)
        profile = ". ".join(sentences[i] for i in chosen) + "."
        mentors.append(replace(demo.mentors[row % len(demo.mentors)], id=f"M{row:06d}", profile=profile))
    return Network(mentors=tuple(mentors), projects=demo.projects, needs=demo.needs)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return f"{model}, {cores} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
