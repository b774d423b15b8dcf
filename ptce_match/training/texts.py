"""The training texts: needs and profiles as people tell them, each labelled with its fine skills."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ptce_match.errors import InputError
from ptce_match.index import split
from ptce_match.tables import Findings

if TYPE_CHECKING:
    from ptce_match.encoder import Kind
    from ptce_match.skills import Taxonomy

HELD_OUT: Final = 17
"""The texts of each skill and kind from this number on (``cpt-tva-b17``...) are the validation split."""
KINDS: Final[dict[str, Kind]] = {"besoin": "need", "profil": "profile"}
_FIELDS: Final = {"id", "type", "texte", "competences"}


@dataclass(frozen=True, slots=True)
class TrainingText:
    """One text.

    Attributes
    ----------
    id : str
    kind : {"need", "profile"}
    text : str
    skills : tuple of str
        Identifiers of the taxonomy, the main skill first.
    passages : tuple of str
        A profile as `ptce_match.index.split` cuts it; empty where nobody judged its passages.
    telling : frozenset of int
        Places among them, from 0, of those that tell the main skill each by itself.
    """

    id: str
    kind: Kind
    text: str
    skills: tuple[str, ...]
    passages: tuple[str, ...] = ()
    telling: frozenset[int] = frozenset()

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the validation split, by the number at the end of its identifier."""
        digits = self.id[len(self.id.rstrip("0123456789")) :]
        return int(digits or 0) >= HELD_OUT

    @property
    def taught(self) -> tuple[tuple[str, bool], ...]:
        """The passages to learn from, and whether each tells the skill; those of held-out texts only choose and measure."""
        if self.held_out:
            return ()
        return tuple((passage, place in self.telling) for place, passage in enumerate(self.passages))


def read_training_texts(folder: Path | str, taxonomy: Taxonomy) -> list[TrainingText]:
    """Read every ``.jsonl`` file below a folder, in the order of their paths.

    Each line is a JSON object with ``id``, ``type`` (``besoin`` or ``profil``), ``texte`` and ``competences``; a profile may
    have ``porteurs``, the numbers, from 1, of the passages that tell the skill by themselves.

    Raises
    ------
    InputError
        There is no such file.
    TableError
        Every fault at once: a line that is no such object, an identifier used twice, an unknown skill,
        the number of a passage that is not there.
    """
    folder = Path(folder)
    paths = sorted(folder.rglob("*.jsonl"))
    if not paths:
        raise InputError(f"Le dossier « {folder} » ne contient aucun fichier .jsonl de textes d'apprentissage.")
    findings = Findings()
    texts: list[TrainingText] = []
    seen: dict[str, str] = {}
    for path in paths:
        name = str(path.relative_to(folder))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            text = _read(line, name, number, taxonomy, findings)
            if text is None:
                continue
            before = seen.setdefault(text.id, f"{name}, ligne {number}")
            if before != f"{name}, ligne {number}":
                problem = f"« {text.id} » est déjà pris ({before})"
                findings.fault(name, number, "id", text.id, "un identifiant par texte", problem)
            texts.append(text)
    findings.raise_faults(folder.name)
    return texts


def _read(line: str, file: str, number: int, taxonomy: Taxonomy, findings: Findings) -> TrainingText | None:
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError:
        record = None
    if not isinstance(record, dict) or not record.keys() >= _FIELDS:
        expected = "un objet JSON avec id, type, texte et competences"
        findings.fault(file, number, "", line, expected, "cette ligne ne peut pas être lue")
        return None
    kind, text, skills = (record[name] for name in ("type", "texte", "competences"))
    before = len(findings.faults)
    if kind not in KINDS:
        findings.fault(file, number, "type", str(kind), "« besoin » ou « profil »")
    if not isinstance(text, str) or not text.strip():
        findings.fault(file, number, "texte", str(text), "un texte")
    if not isinstance(skills, list) or not skills:
        findings.fault(file, number, "competences", str(skills), "au moins une compétence")
    else:
        for skill in skills:
            if skill not in taxonomy:
                findings.fault(file, number, "competences", str(skill), "l'identifiant d'une compétence du référentiel")
    if len(findings.faults) > before:
        return None
    return _judged(record, TrainingText(str(record["id"]), KINDS[kind], text, tuple(skills)), file, number, findings)


def _judged(
    record: dict[str, Any], text: TrainingText, file: str, number: int, findings: Findings
) -> TrainingText | None:
    """Return a text with the passages that tell its skill, where the record says which do."""
    told = record.get("porteurs")
    if told is None:
        return text
    passages = tuple(split(text.text)[0])
    places = {one: one - 1 for one in range(1, len(passages) + 1)}
    if not isinstance(told, list) or any(one not in places for one in told):
        findings.fault(file, number, "porteurs", str(told), f"des numéros de passages, de 1 à {len(passages)}")
        return None
    return replace(text, passages=passages, telling=frozenset(places[one] for one in told))
