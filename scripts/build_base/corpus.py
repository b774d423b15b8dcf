"""French text that the cut vocabulary must segment exactly as the whole one does."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING

from scripts.build_base.base import pinned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

WORDS_WHEEL = "pyspellchecker-0.9.1-py3-none-any.whl"
WORDS = "spellchecker/resources/fr.json.gz"
_ELIDED = tuple("aeiouyhàâéèêëîïôœùûü")


def french_words(wheels: Path) -> dict[str, int]:
    """Return 140,000 French words with their counts in film subtitles, from the pinned ``pyspellchecker`` wheel."""
    words: dict[str, int] = json.loads(gzip.decompress(pinned(wheels / WORDS_WHEEL, WORDS)))
    return words


def written_forms(words: Iterable[str]) -> Iterator[str]:
    """Yield each word as it stands in a text: alone, at the start of a sentence, after an elision or a hyphen."""
    for word in words:
        yield word
        yield word.capitalize()
        yield f"re-{word}"
        if word.startswith(_ELIDED):
            yield f"l'{word}"


def cells(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the texts of CSV files (comma or semicolon) and the lines of any other text file."""
    for path in paths:
        text = path.read_text("utf-8-sig")
        if path.suffix == ".csv":
            delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
            for row in csv.reader(text.splitlines(), delimiter=delimiter):
                yield from (cell for cell in row if cell)
        else:
            yield from filter(None, text.splitlines())
