"""Sentences of investors, each with a project that it is about and one that it only seems to be about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ptce_match.errors import InputError
from ptce_match.network import SECTORS
from ptce_match.tables import Findings

SENSES: Final = ("refus", "souhait", "objet")
"""What a sentence does: refuse, wish for, or name the only thing that is financed."""
HELD_OUT: Final = 145
"""The sentences of each file from this number on are the validation split."""
_THOUSAND: Final = 1000
PATTERN: Final = "exemples*.jsonl"


@dataclass(frozen=True, slots=True)
class Story:
    """A project as its holder tells it.

    Attributes
    ----------
    sector : int
        One of `SECTORS`.
    title, text : str
    """

    sector: int
    title: str
    text: str

    @property
    def told(self) -> str:
        """Title and text, as a project of a network is read."""
        return f"{self.title}. {self.text}"


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence.

    Attributes
    ----------
    id : str
    sense : str
        One of `SENSES`.
    sentence : str
    inside, outside : Story
        A project that the sentence is about, and a near one that it is not about.
    """

    id: str
    sense: str
    sentence: str
    inside: Story
    outside: Story

    @property
    def held_out(self) -> bool:
        """Whether no encoder may learn from it, so that something can be chosen and measured on it."""
        digits = self.id[len(self.id.rstrip("0123456789")) :]
        return int(digits or 0) % _THOUSAND >= HELD_OUT


def read_examples(folder: Path | str) -> list[Example]:
    """Read the files ``exemples*.jsonl`` of a folder, in the order of their names.

    Each line is a JSON object with ``id``, ``sens``, ``phrase``, ``dedans`` and ``dehors``; these two have ``secteur``,
    ``titre`` and ``texte``.

    Raises
    ------
    InputError
        There is no such file.
    TableError
        Every fault at once: a line that is no such object, an identifier used twice.
    """
    folder = Path(folder)
    paths = sorted(folder.glob(PATTERN))
    if not paths:
        raise InputError(f"Le dossier « {folder} » ne contient aucun fichier {PATTERN} de phrases d'investisseurs.")
    findings = Findings()
    found: dict[str, Example] = {}
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            example = _read(line)
            if example is None:
                expected = f"un objet JSON avec id, sens ({', '.join(SENSES)}), phrase, dedans et dehors"
                findings.fault(path.name, number, "", line, expected, "cette ligne ne peut pas être lue")
            elif example.id in found:
                findings.fault(
                    path.name, number, "id", example.id, "un identifiant par phrase", "celui-ci est déjà pris"
                )
            else:
                found[example.id] = example
    findings.raise_faults(folder.name)
    return list(found.values())


def _read(line: str) -> Example | None:
    try:
        record: Any = json.loads(line)
        example = Example(
            record["id"], record["sens"], record["phrase"], *(_story(record[name]) for name in ("dedans", "dehors"))
        )
    except (json.JSONDecodeError, KeyError, TypeError):
        return None
    stories = (example.inside, example.outside)
    texts = [example.id, example.sentence, *(text for story in stories for text in (story.title, story.text))]
    whole = all(isinstance(text, str) and text.strip() for text in texts)
    return example if whole and example.sense in SENSES and all(s.sector in SECTORS for s in stories) else None


def _story(record: dict[str, Any]) -> Story:
    return Story(record["secteur"], record["titre"], record["texte"])
