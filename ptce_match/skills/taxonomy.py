"""Fine skills in families, as the team edits them: ``familles.csv`` and ``competences.csv`` of one folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match.resources import resource
from ptce_match.skills.checks import check_families, check_skills
from ptce_match.tables import Column, Findings, Identifier, Schema, Table, Text, TextList, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SAME: Final = 3
NEIGHBOUR: Final = 2
FAMILY: Final = 1
OTHER: Final = 0
"""How near two skills stand, as relevance grades: an expert of one is exactly right, helps much, knows the field, or not."""

_FAMILIES: Final = Schema(
    "familles",
    (
        Column("id", Identifier(), filled=True),
        Column("nom", Text(), filled=True),
        Column("definition", Text(), filled=True),
    ),
)
_SKILLS: Final = Schema(
    "competences",
    (
        Column("id", Identifier(), filled=True),
        Column("famille", Identifier(), filled=True),
        Column("nom", Text(), filled=True),
        Column("definition", Text(), filled=True),
        Column("voisines", TextList(), empty=()),
        Column("mots", TextList(), filled=True, empty=()),
    ),
)


@dataclass(frozen=True, slots=True)
class Family:
    """A field of knowledge; `definition` is one French sentence."""

    id: str
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Skill:
    """One fine skill.

    Attributes
    ----------
    id, family : str
        Identifiers of the skill and of its family.
    name, definition : str
        In French; the definition is one sentence that says where the skill ends.
    neighbours : tuple of str
        Skills whose experts would help too; symmetric.
    words : tuple of str
        What people say who need it or have it.
    """

    id: str
    family: str
    name: str
    definition: str
    neighbours: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Taxonomy:
    """Families and fine skills, in the order of their files."""

    families: tuple[Family, ...]
    skills: tuple[Skill, ...]

    def __len__(self) -> int:
        return len(self.skills)

    def __iter__(self) -> Iterator[Skill]:
        return iter(self.skills)

    def __contains__(self, id: object) -> bool:
        return id in self.place

    def __getitem__(self, id: str) -> Skill:
        return self.skills[self.place[id]]

    @cached_property
    def place(self) -> dict[str, int]:
        """Position of each skill."""
        return {skill.id: place for place, skill in enumerate(self.skills)}

    @cached_property
    def nearness(self) -> NDArray[np.int8]:
        """How near each two skills stand, shape (n, n), symmetric: `SAME`, `NEIGHBOUR`, `FAMILY` or `OTHER`."""
        families = np.array([skill.family for skill in self.skills])
        grades = np.where(families[:, None] == families[None, :], FAMILY, OTHER).astype(np.int8)
        for row, skill in enumerate(self.skills):
            grades[row, [self.place[other] for other in skill.neighbours]] = NEIGHBOUR
        np.fill_diagonal(grades, SAME)
        return grades


def read_taxonomy(folder: Path | str) -> Taxonomy:
    """Read ``familles.csv`` and ``competences.csv``.

    Raises
    ------
    TableError
        Every fault at once: a missing cell, an identifier used twice, an unknown family or neighbour, a neighbour that
        does not answer, a definition of more than one sentence, two skills of one name.
    """
    folder = Path(folder)
    findings = Findings()
    tables = read_tables(folder, (_FAMILIES, _SKILLS), findings)
    families, skills = tables.get(_FAMILIES.name), tables.get(_SKILLS.name)
    if families and skills and not findings.faults:
        check_families(families, findings)
        check_skills(skills, families, findings)
    findings.raise_faults(folder.name)
    assert families is not None and skills is not None  # noqa: PT018, S101 - a missing table is a fault
    return Taxonomy(
        tuple(Family(**row) for row in _rows(families, {"nom": "name"})),
        tuple(Skill(**row) for row in _rows(skills, _ENGLISH)),
    )


@cache
def default_taxonomy() -> Taxonomy:
    """Return the taxonomy that comes with the program (read once)."""
    return read_taxonomy(resource("data", "competences"))


_ENGLISH: Final = {"famille": "family", "nom": "name", "voisines": "neighbours", "mots": "words"}


def _rows(table: Table, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    titles = [names.get(title, title) for title in table.columns]
    for values in zip(*table.columns.values(), strict=True):
        yield dict(zip(titles, values, strict=True))
