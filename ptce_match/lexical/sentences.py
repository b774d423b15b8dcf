"""Sentences of a text, and the clauses in which somebody says what they do not do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# An abbreviation before a full stop does not end a sentence; a lone capital is an initial.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Me|St|Ste|etc|env|ex|cf|art|av|bd|tél|n°|p)|\b[A-Z])\.$", re.IGNORECASE
)
_END: Final = re.compile(r"(?<=[.!?…])[\s»\")]+(?=[^\s,;:a-zà-ÿ])|\n+")
_TURN: Final = re.compile(
    r"\s*(?:;|\s[–—-]\s|,?\s+(?:mais|par contre|en revanche|sauf|hormis|excepté)\b|,\s+(?=pas\s(?:de|du|la|le|les|l')|jamais\s(?:de|du)|ni\s))\s*",
    re.IGNORECASE,
)
_REFUSAL: Final = re.compile(
    r"""
    \bne\s+(?:me\s+|m'|nous\s+)?(?:demandez|demande|comptez|parlez|venez)\b
    | \b(?:je|j'|on|nous)\s*(?:ne\s|n'|y\s|en\s|m'|me\s|n'y\s|n'en\s|nous\s)*
      (?:fais|fait|faisons|touche|touchons|occupe|prends|veux|veut|voudrais|sais|connais|entends|comprends|donne|traite|g[eè]re
         |aventure|garantis|r[eé]dige|monte|suis|accompagne|aide|interviens|ferai|pr[eé]tends|m[eê]le)\s+
      (?:\w+\s+){0,2}?(?:pas|plus|jamais|rien|point|gu[eè]re|aucun|aucune|ni|que\ dalle)\b
    | ^(?:et\s+)?(?:surtout\s+)?(?:pas|plus|jamais|aucune?)\s+(?:de|du|d'|la|le|les|l'|question|envie|pour)\b
    | \b(?:hors\ de\ question|plus\ question|pas\ question|pas\ mon\ (?:truc|rayon|m[eé]tier|domaine)|pas\ ma\ (?:partie|tasse)
         |pas\ comp[eé]tente?|je\ laisse\ (?:ç?a|ça|cela|le|la|les)|je\ refuse|je\ passe\ la\ main|allergique)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text, and whether it says what the person does *not* do."""

    text: str
    refusal: bool


def sentences(text: str) -> list[str]:
    """Split `text` into sentences; blank ones are left out, nothing else is lost."""
    pieces: list[str] = []
    for piece in _END.split(text):
        if pieces and _ABBREVIATION.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    return pieces


def is_refusal(text: str) -> bool:
    """Tell whether a clause says what its author does not do, know or want."""
    return _REFUSAL.search(text.replace("’", "'").strip()) is not None


def clauses(sentence: str) -> list[Clause]:
    """Cut a sentence where it turns from what somebody does to what they do not do.

    A sentence without refusal stays whole: a longer passage carries more meaning than its parts.
    """
    if not is_refusal(sentence) and not _TURN.search(sentence):
        return [Clause(sentence, refusal=False)]
    parts = [part.strip() for part in _TURN.split(sentence) if part and part.strip()]
    marked = [Clause(part, refusal=is_refusal(part)) for part in parts]
    if not any(clause.refusal for clause in marked):
        return [Clause(sentence, refusal=False)]
    return marked
