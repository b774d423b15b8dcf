"""How people are named to those who do not know them yet."""

from __future__ import annotations

from ptce_match.places.spelling import fold


def short_name(name: str) -> str:
    """Return a first name and an initial: « Annick Rullier » gives « Annick R. »; a single word stays as it is."""
    words = name.split()
    if len(words) < 2:
        return name.strip()
    return f"{words[0]} {words[-1][0].upper()}."


def folded(name: str) -> str:
    """Return what a search compares: « Éloïse LE BRÈS » gives « eloise le bres »."""
    return fold(name)
