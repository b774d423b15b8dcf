"""Needs and profiles written by hand, each labelled with its fine skills, as pairs to learn from."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.build_encoder.prompts import PASSAGE, QUERY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from random import Random


@dataclass(frozen=True, slots=True)
class Skill:
    """One fine skill, and what people wrote who need it or have it.

    Attributes
    ----------
    neighbours : frozenset of str
        Skills whose experts would help too: never used as negatives.
    needs, profiles : tuple of str
    """

    id: str
    name: str
    definition: str
    neighbours: frozenset[str]
    needs: tuple[str, ...]
    profiles: tuple[str, ...]


def read_skills(taxonomy: Path, texts: Path) -> list[Skill]:
    """Read the taxonomy and the training texts; skills without both sides are left out."""
    written: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(texts.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)
            written[record["competences"][0], record["type"]].append(record["texte"])
    with taxonomy.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    skills = [
        Skill(
            id=row["id"],
            name=row["nom"],
            definition=row["definition"],
            neighbours=frozenset(row["voisines"].split(";")),
            needs=tuple(written[row["id"], "besoin"]),
            profiles=tuple(written[row["id"], "profil"]),
        )
        for row in rows
    ]
    return [skill for skill in skills if skill.needs and skill.profiles]


def domain_batches(skills: Sequence[Skill], size: int, draw: Random) -> Iterator[list[tuple[str, str]]]:
    """Yield batches of (need, profile) pairs without end; no two skills of a batch are the same or neighbours.

    One pair in eight has the skill's name and definition in the place of the profile, so that names keep their sense.
    """
    waiting: list[Skill] = []
    while True:
        chosen: list[Skill] = []
        later: list[Skill] = []
        barred: set[str] = set()
        while len(chosen) < size:
            if not waiting:
                waiting = draw.sample(list(skills), len(skills))
            skill = waiting.pop()
            if skill.id in barred:
                later.append(skill)
                continue
            chosen.append(skill)
            barred |= {skill.id, *skill.neighbours}
        waiting.extend(later)
        draw.shuffle(waiting)
        yield [_pair(skill, draw) for skill in chosen]


def _pair(skill: Skill, draw: Random) -> tuple[str, str]:
    need = QUERY + draw.choice(skill.needs)
    if draw.random() < 1 / 8:
        return need, f"{PASSAGE}{skill.name}. {skill.definition}"
    return need, PASSAGE + draw.choice(skill.profiles)
