"""One spelling for all the ways a commune's name is written."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
_ABBREVIATIONS: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_UNDER: Final = re.compile(r"\bs\s*/\s*s\b")
_ON: Final = re.compile(r"(?:\bs\s*)?/")
_SEPARATORS: Final = re.compile(r"[\W_]+")
_ARTICLES: Final = frozenset({"le", "la", "les", "l", "aux", "las", "los"})


def fold(name: str) -> str:
    """Return the name in lower case, without accents or punctuation, abbreviations written out, words one space apart.

    ``"St-Jean-d'Angély"`` and ``"SAINT JEAN D ANGELY"`` both give ``"saint jean d angely"``; ``"s/"`` and ``"/"`` give
    ``"sur"``. Folding twice changes nothing.
    """
    text = name.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    if "/" in text:
        text = _ON.sub(" sur ", _UNDER.sub(" sous ", text))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in _SEPARATORS.split(text) if word)


def without_article(folded: str) -> str:
    """Return a folded name without the article it begins with; the whole name when nothing else would be left."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _ARTICLES else folded
