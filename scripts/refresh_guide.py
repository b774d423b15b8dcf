"""Run again the examples of the guide and of the README, and put their present output into the text.

usage: python -m scripts.refresh_guide [--check]

Before a fence marked ``text`` stands one of two comments, which a reader of the page does not see:

    <!-- sortie: ptce-match suggest data/demo --project P07 --k 2 -->
    <!-- fautes: besoins.csv | N001,P01 | N001,P99 || benevoles.csv | retraité | retraitté -->

The first is a command, whose standard output goes into the fence. The second is a list of replacements made in a copy
of the demo network; what the program then says on standard error goes into the fence.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ("README.md", "docs/guide.md")
COPY: Final = "mon-reseau"
"""The name that the guide gives to the reader's own folder."""

_EXAMPLE: Final = re.compile(
    r"<!-- (?P<kind>sortie|fautes): (?P<order>.+?) -->\n\n?```text\n(?P<output>.*?)```", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a page.

    Attributes
    ----------
    kind : str
        "sortie" or "fautes".
    order : str
        The command, or the replacements.
    output : str
        What stands in the fence.
    """

    kind: str
    order: str
    output: str


def examples(page: str) -> Iterator[Example]:
    """Give the examples of a page, in their order."""
    for found in _EXAMPLE.finditer(page):
        yield Example(found["kind"], found["order"], found["output"])


def present_output(example: Example) -> str:
    """Run an example; return what its fence should hold.

    Raises
    ------
    ValueError
        The command fails, or a replacement finds nothing to replace.
    """
    if example.kind == "sortie":
        done = run(shlex.split(example.order), ROOT)
        if done.returncode:
            raise ValueError(f"{example.order}: {done.stderr}")
        return done.stdout
    with tempfile.TemporaryDirectory() as place:
        folder = spoilt_copy(Path(place), example.order)
        return run(["ptce-match", "suggest", folder.name, "--need-text", "un essai", "--k", "1"], folder.parent).stderr


def spoilt_copy(place: Path, order: str) -> Path:
    """Return a copy of the demo network, inside a folder, with the replacements of an order made in it."""
    folder = place / COPY
    shutil.copytree(ROOT / "data/demo", folder, ignore=shutil.ignore_patterns("qrels"))
    for replacement in order.split(" || "):
        file, old, new = replacement.split(" | ")
        text = (folder / file).read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{file} does not hold « {old} »")
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def run(words: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of ours as a reader would, in a folder."""
    program, *arguments = words
    if program != "ptce-match":
        raise ValueError(f"not our command: {program}")
    return subprocess.run(
        [sys.executable, "-m", "ptce_match.cli.main", *arguments],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def refreshed(page: str) -> str:
    """Return a page with the present output of each of its examples."""

    def fence(found: re.Match[str]) -> str:
        example = Example(found["kind"], found["order"], found["output"])
        start, end = found.start("output") - found.start(), found.end("output") - found.start()
        return f"{found[0][:start]}{present_output(example).strip(chr(10))}\n{found[0][end:]}"

    return _EXAMPLE.sub(fence, page)


def main() -> int:
    """Rewrite the pages, or only tell which ones are out of date; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    check = parser.parse_args().check
    stale = []
    for name in PAGES:
        page = (ROOT / name).read_text(encoding="utf-8")
        now = refreshed(page)
        if now != page:
            stale.append(name)
            if not check:
                (ROOT / name).write_text(now, encoding="utf-8")
    print(f"{'out of date' if check else 'rewritten'}: {', '.join(stale) or 'none'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
