"""Spellings that count as one: titles of columns, names of files, words of a closed list."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
_INCLUSIVE: Final = re.compile(r"[(./·•‧∙⋅-](?:e|es|s|fe|ne|se|euse|rice)\b\)?(?:[.·•‧∙⋅-]s\b)?")
_WORD: Final = re.compile(r"[a-z0-9]+")


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def title_key(title: str) -> str:
    """Return what two titles have in common when they differ in case, accents, spaces or punctuation only.

    ``"Disponibilité (h/mois)"`` and ``"disponibilite_h_mois"`` both give ``"disponibilitehmois"``.
    """
    return "".join(c for c in _plain(title) if c.isalnum())


def choice_key(words: str) -> str:
    """Return what the masculine, feminine, plural and inclusive writings of a wording have in common.

    ``"Cheffe d’entreprise"``, ``"chef(fe) d'entreprise"`` and ``"chef d'entreprise"`` give the same key, and so do
    ``"retraité"``, ``"RETRAITEE"`` and ``"retraité·e"``.
    """
    return " ".join(_root(word) for word in _WORD.findall(_INCLUSIVE.sub("", _plain(words))))


def _root(word: str) -> str:
    root = word.rstrip("s").rstrip("e")
    if root.endswith("eus"):
        return root[:-1] + "r"
    return root[:-1] if root.endswith("ff") else root
