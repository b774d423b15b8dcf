"""ESCO concepts in French: their labels, the synonym pairs to learn from, and the concepts held out to measure."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FILES = {"skill": "skills_fr.csv", "occupation": "occupations_fr.csv"}


@dataclass(frozen=True, slots=True)
class Concept:
    """One ESCO occupation or skill.

    Attributes
    ----------
    uri : str
        ESCO's identifier.
    kind : str
        "skill" or "occupation".
    preferred : tuple of str
        The preferred label; two where ESCO writes the masculine and the feminine.
    others : tuple of str
        The other labels, without those equal to a preferred one.
    """

    uri: str
    kind: str
    preferred: tuple[str, ...]
    others: tuple[str, ...]


def read(folder: Path) -> tuple[Concept, ...]:
    """Read ``skills_fr.csv`` and ``occupations_fr.csv`` (conceptUri, preferredLabel, altLabels separated by ``|``).

    Raises
    ------
    OSError
        A file is missing.
    KeyError
        A column is missing.
    ValueError
        A file is not UTF-8, or a row is cut off or has no preferred label.
    """
    concepts = []
    for kind, name in FILES.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            concepts += [_concept(kind, row) for row in csv.DictReader(file)]
    return tuple(concepts)


def split_held_out(concepts: Iterable[Concept], share: float = 0.1) -> tuple[list[Concept], list[Concept]]:
    """Return (learned, held out); a concept's side depends on its identifier alone, so it never changes.

    Concepts that share a label with another side would leak; they are few and kept where they fall, because the label
    to be found is the preferred one, which ESCO keeps unique.
    """
    learned: list[Concept] = []
    held_out: list[Concept] = []
    for concept in concepts:
        number = int.from_bytes(hashlib.blake2b(concept.uri.encode(), digest_size=4).digest(), "big")
        (held_out if number / 2**32 < share else learned).append(concept)
    return learned, held_out


def pairs(concepts: Iterable[Concept]) -> list[tuple[str, str, str]]:
    """Return (concept, label, synonym) for each label that is not the preferred one.

    The masculine preferred label goes with masculine synonyms and the feminine with feminine ones as far as spelling
    tells, so that a pair teaches the trade and not the gender.
    """
    rows = []
    for concept in concepts:
        for other in concept.others:
            nearest = max(concept.preferred, key=lambda label: _shared_ending(label, other))
            rows.append((concept.uri, nearest, other))
    return rows


def split_gender(label: str) -> tuple[str, ...]:
    """Split "boulanger/boulangère" and "vendeur/vendeuse en jeux" in two; leave any other slash ("CA Datacom/DB").

    Both halves name the same trade, so they begin alike (two letters); a one-word left half takes the end of the right.
    """
    halves = [half.strip() for half in label.split("/")]
    if len(halves) != 2 or not all(halves) or halves[0][:2].casefold() != halves[1][:2].casefold():
        return (label,)
    left, right = halves
    if len(left.split()) == 1 and len(right.split()) > 1:
        left = " ".join([left, *right.split()[1:]])
    return (left, right) if abs(len(left.split()) - len(right.split())) <= 1 else (label,)


def normalised(label: str) -> str:
    """Return the label with one apostrophe, one kind of space and no capitals, for comparison only."""
    return " ".join(label.replace("’", "'").casefold().split())


def _concept(kind: str, row: dict[str, str]) -> Concept:
    halves = split_gender if kind == "occupation" else lambda label: (label,)
    if not all((row[name] or "").strip() for name in ("conceptUri", "preferredLabel")) or row["altLabels"] is None:
        raise ValueError(f"a concept without identifier, preferred label or altLabels: {row}")
    preferred = halves(row["preferredLabel"])
    seen = {normalised(label) for label in preferred}
    others = []
    for label in row["altLabels"].split("|"):
        for half in halves(label.strip()):
            if half and normalised(half) not in seen:
                seen.add(normalised(half))
                others.append(half)
    return Concept(row["conceptUri"], kind, tuple(preferred), tuple(others))


def _shared_ending(label: str, other: str) -> int:
    first, second = label.split()[0], other.split()[0]
    return sum(1 for size in range(1, 4) if first[-size:] == second[-size:])


def labels(concepts: Sequence[Concept]) -> list[str]:
    """Return every label of the concepts, preferred ones first within each."""
    return [label for concept in concepts for label in (*concept.preferred, *concept.others)]
