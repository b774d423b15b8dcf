"""What a taxonomy must hold beyond the form of its cells; each fault names its line and the way out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ptce_match.tables import Findings, Table

_SENTENCE_END: Final = re.compile(r"[.!?…](?=\s+[A-ZÀ-Ý«])")
_ENOUGH_WORDS: Final = 3


def check_families(families: Table, findings: Findings) -> None:
    """Tell of families whose identifier or name is used twice."""
    for title in ("id", "nom"):
        _check_unique(families, title, findings)


def check_skills(skills: Table, families: Table, findings: Findings) -> None:
    """Tell of skills with an identifier or name used twice, an unknown family, odd neighbours, or a poor definition."""
    for title in ("id", "nom"):
        _check_unique(skills, title, findings)
    known = set(families.columns["id"])
    for line, family in zip(skills.lines, skills.columns["famille"], strict=True):
        if family not in known:
            findings.fault(skills.file, line, "famille", family, "l'identifiant d'une famille de familles.csv")
    _check_neighbours(skills, findings)
    for line, definition in zip(skills.lines, skills.columns["definition"], strict=True):
        if _SENTENCE_END.search(definition):
            findings.fault(skills.file, line, "definition", definition, "une seule phrase")
    for line, words in zip(skills.lines, skills.columns["mots"], strict=True):
        if len({word.casefold() for word in words}) < max(_ENOUGH_WORDS, len(words)):
            expected = f"au moins {_ENOUGH_WORDS} expressions que les gens emploient, chacune une seule fois"
            findings.fault(skills.file, line, "mots", ";".join(words), expected)


def _check_unique(table: Table, title: str, findings: Findings) -> None:
    first: dict[str, int] = {}
    for line, value in zip(table.lines, table.columns[title], strict=True):
        before = first.setdefault(value.casefold(), line)
        if before != line:
            problem = f"« {value} » est déjà pris, ligne {before}"
            findings.fault(
                table.file, line, title, value, "une valeur par ligne, différente de toutes les autres", problem
            )


def _check_neighbours(skills: Table, findings: Findings) -> None:
    neighbours = dict(zip(skills.columns["id"], skills.columns["voisines"], strict=True))
    for line, (skill, named) in zip(skills.lines, neighbours.items(), strict=False):
        for other in named:
            if other == skill:
                problem = "une compétence n'est pas sa propre voisine"
            elif other not in neighbours:
                problem = f"« {other} » n'est pas l'identifiant d'une compétence"
            elif skill not in neighbours[other]:
                problem = f"« {other} » est voisine de « {skill} », mais pas l'inverse"
            else:
                continue
            findings.fault(skills.file, line, "voisines", other, "des compétences voisines l'une de l'autre", problem)
