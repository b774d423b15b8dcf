"""Sentences of a text, and the clauses in which somebody says what they do not do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# An abbreviation before a full stop does not end a sentence; a lone capital is an initial.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Me|St|Ste|etc|env|ex|cf|art|av|bd|tél|n°|p)|\b[A-Z])\.$", re.IGNORECASE
)
_END: Final = re.compile(r"(?<=[.!?…])(?P<closing>(?:\s*[»\")])*)\s+(?=[^\s,;:a-zà-ÿ])|\n+")
# A run of spaces is looked at from its first one only: a page of blanks must not cost a minute.
_TURN: Final = re.compile(
    r";|(?<!\s)\s+[–—-]\s|,?(?<!\s)\s+(?:(?:mais|par contre|en revanche)\b|(?=(?:sauf|hormis|excepté)\s))"
    r"|,\s+(?=pas\s(?:de|du|la|le|les|l['’])|jamais\s(?:de|du)|ni\s)",
    re.IGNORECASE,
)
_VERBS: Final = (
    "fais|fait|faisons|touche|touchons|occupe|prends|veux|veut|voudrais|sais|connais|entends|comprends|donne|traite|g[eè]re"
    "|aventure|garantis|r[eé]dige|monte|suis|accompagne|aide|interviens|ferai|pr[eé]tends|m[eê]le"
)
_REFUSAL: Final = re.compile(
    rf"""
    \bne\s+(?:me\s+|m'|nous\s+)?(?:demandez|demande|comptez|parlez|venez)\b
    | \b(?:je|j'|on|nous)\s*(?:(?:me\s|m'|nous\s)*(?:ne\s|n')(?:y\s|en\s|m'|me\s|nous\s)*)
      (?:{_VERBS})\s+(?:\w+\s+){{0,2}}?(?:pas|plus|jamais|rien|point|gu[eè]re|aucun|aucune|ni|que\ dalle)\b
      # « ne … pas que », « ne … plus que » say more, not less; « je ne sais plus combien » boasts.
      (?!\s+(?:qu[e']|seulement\b|uniquement\b|sans\b|moins\b|combien\b|quand\b))
    # Spoken French drops « ne », but « plus », « point » and « un pas » then mean other things.
    | \b(?:je|j'|on|nous)\s*(?:y\s|en\s|m'|me\s|nous\s)*
      (?:{_VERBS})\s+(?:(?!(?:un|le|ce|au|du|les|des|mes|ses|premiers?)\s)\w+\s+){{0,2}}?(?:pas|jamais|rien|que\ dalle)\b
      (?!\s+(?:qu[e']|seulement\b|uniquement\b|sans\b|moins\b|combien\b|quand\b|[aà]\s+pas\b))
    | ^(?:et\s+)?(?:surtout\s+)?
      (?: pas\s+(?:de|du|d'|la|le|les|l'|question|envie|pour)\b
        # « Plus de trente ans », « jamais la même journée », « aucun de mes clients » are no refusals.
        | plus\s+(?:question|envie)\b
        | jamais\s+(?:de|du|d'|la|le|les|l'|question|pour)\b(?!\s+(?:m[eê]me|moindre))
        | aucune?\s+(?:question|envie)\b
        | (?:sauf|hormis|except[eé])\s
      )
    | \b(?:hors\ de\ question|plus\ question|pas\ question|pas\ mon\ (?:truc|rayon|m[eé]tier|domaine)|pas\ ma\ (?:partie|tasse)
         |pas\ comp[eé]tente?|je\ laisse\ (?:ç?a|ça|cela|le|la|les)|je\ refuse|je\ passe\ la\ main
         |(?:je\ suis|j'y\ suis)\ (?:\w+\ )?allergique)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text, and whether it says what the person does *not* do."""

    text: str
    refusal: bool


def sentences(text: str) -> list[str]:
    """Split `text` into sentences; blank ones are left out, nothing but the space between two is lost."""
    pieces: list[str] = []
    start = 0
    for end in _END.finditer(text):
        _add(pieces, text[start : end.start()] + (end["closing"] or ""))
        start = end.end()
    _add(pieces, text[start:])
    return pieces


def _add(pieces: list[str], piece: str) -> None:
    piece = piece.strip()
    if piece and pieces and _ABBREVIATION.search(pieces[-1]):
        pieces[-1] = f"{pieces[-1]} {piece}"
    elif piece:
        pieces.append(piece)


def is_refusal(text: str) -> bool:
    """Tell whether a clause says what its author does not do, know or want."""
    return _REFUSAL.search(text.replace("’", "'").strip()) is not None


def clauses(sentence: str) -> list[Clause]:
    """Cut a sentence where it turns from what somebody does to what they do not do.

    A sentence without refusal stays whole, and so does a stretch between two refusals: a longer passage carries more
    meaning than its parts. Each clause stands in the sentence word for word.
    """
    parts: list[tuple[int, int, bool]] = []
    start = 0
    for stop, after in [*(turn.span() for turn in _TURN.finditer(sentence)), (len(sentence), len(sentence))]:
        if sentence[start:stop].strip():
            refusal = is_refusal(sentence[start:stop])
            if parts and not refusal and not parts[-1][2]:
                parts[-1] = (parts[-1][0], stop, False)
            else:
                parts.append((start, stop, refusal))
        start = after
    if not any(refusal for _, _, refusal in parts):
        return [Clause(sentence, refusal=is_refusal(sentence))]
    return [Clause(sentence[start:stop].strip(), refusal) for start, stop, refusal in parts]
