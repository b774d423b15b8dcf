"""Conditions that no column can settle, and refusals that no rule can name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ptce_match.criteria.forms import read_forms
from ptce_match.criteria.stages import read_stages
from ptce_match.criteria.topics import topics_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_match.criteria.clauses import Clause

_COMPANY: Final = re.compile(
    r"jamais seule?s?\b|aux cotes d'|concours bancaire|prets? bancaires?|co-?financ\w+|finance aux (?:deux|trois)|la banque (?:suit|suive)|complement d|contrepartie d'un pret"
    r"|\bgarants?\b|(?<!ni )(?<!sans )\bcautions?\b|\bapport (?:personnel|de|souhaite)|autofinancement|se porte garant|repondre d'elle|parrain"
)
_ABOUT_PAPERS: Final = re.compile(
    r"dossiers?\b|pages?\b|interets?\b|retards?\b|euros?\b|\b\d|reunions?|questions?|\bdire\b|nappes?|papiers?"
)
_OF_A_THING: Final = re.compile(
    r"^(?:et |mais |surtout )?(?:pas|ni|rien|jamais|aucune?)(?: (?:aide|euro|financement|projet))? (?:a|au|aux|de|d'|du|des|pour|la|le|les|l')\b"
    r"|pas concerne|dans notre objet|\bevit(?:e|ons)\b|sont exclue?s|est exclue?\b|ne (?:finan|souten|aid)\w+ (?:pas|ni|jamais|plus) "
)
_WORDS: Final = 3


def read_conditions(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Return the sentences that ask for money or somebody beside the investor, each once."""
    return tuple(dict.fromkeys(clause.sentence for clause in clauses if _COMPANY.search(clause.words)))


def names_a_thing(clause: Clause) -> bool:
    """Tell whether a refusal is about a kind of project, and no rule has understood it yet."""
    if len(clause.words.split()) < _WORDS or not _OF_A_THING.search(clause.words):
        return False
    if _ABOUT_PAPERS.search(clause.words) or _COMPANY.search(clause.words):
        return False
    return not (topics_in(clause.words) or read_stages([clause]) or read_forms([clause]))
