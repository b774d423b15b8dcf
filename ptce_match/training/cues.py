"""Cues: words and short expressions that give a skill away, without naming it.

A small model has little knowledge of the world: that barriers and marshals mean an event, or a certain form a tax. Cues tell it.
They are `.txt` files named after the skills, one cue a line.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ptce_match.tables import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ptce_match.skills import Taxonomy

Cues = dict[str, tuple[str, ...]]
"""Cues by the identifier of their skill; a skill without any is not in it."""
NO_CUES: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})
FOLDER: Final = "indices"
_MOST_WORDS: Final = 9
_SEED: Final = 17


def read_cues(texts: Path | str, taxonomy: Taxonomy) -> Cues:
    """Read the cues in the folder ``indices`` of the training texts; there need not be any.

    Raises
    ------
    TableError
        Every fault at once: a file of no skill, a cue twice for one skill, a whole sentence.
    """
    folder = Path(texts) / FOLDER
    findings = Findings()
    found: Cues = {}
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in taxonomy:
            findings.fault(path.name, 0, "", path.stem, "un fichier nommé d'après une compétence du référentiel")
            continue
        found[path.stem] = _read(path, findings)
    findings.raise_faults(FOLDER)
    return found


def _read(path: Path, findings: Findings) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        findings.fault(path.name, 0, "", path.name, "un fichier de texte enregistré en UTF-8")
        return ()
    first: dict[str, int] = {}
    kept: list[str] = []
    for number, line in enumerate(lines, start=1):
        cue = " ".join(line.split())
        if not cue:
            continue
        if len(cue.split()) > _MOST_WORDS:
            findings.fault(path.name, number, "", cue, f"{_MOST_WORDS} mots au plus")
        before = first.setdefault(cue.casefold(), number)
        if before != number:
            problem = f"« {cue} » s'y trouve déjà, ligne {before}"
            findings.fault(path.name, number, "", cue, "un indice une seule fois", problem)
        kept.append(cue)
    return tuple(kept)


def handfuls(cues: Mapping[str, Sequence[str]], size: int) -> list[tuple[str, str]]:
    """Return (skill, a few of its cues in one line), every cue once, in an order that is drawn once for all.

    Alone, a cue of one word says little to an encoder that learned from sentences.
    """
    draw = Random(_SEED)  # noqa: S311 - reproducible draws, not secrets
    found = []
    for skill, known in cues.items():
        mixed = draw.sample(known, len(known))
        found += [(skill, ", ".join(mixed[start : start + size])) for start in range(0, len(mixed), size)]
    return found
