"""The journal of erasures: a file outside the database, so that a backup put back does not bring people back.

One line of JSON an erasure, identifiers only; only added to, each line on the disk before the erasure is called done.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from pathlib import Path

    from service.privacy.models import Erasure

FILE: Final = "effacements.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure: when, and the identifiers of what went, by table."""

    id: str
    erased_at: str
    identifiers: dict[str, Any]

    @classmethod
    def of(cls, erasure: Erasure) -> Self:
        """Return the entry for a row of the database."""
        return cls(erasure.id, erasure.erased_at.isoformat(), dict(erasure.identifiers))

    @property
    def person_id(self) -> str:
        """The person who was erased."""
        return str(self.identifiers.get("person", ""))


class Journal:
    """The journal in a data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def read(self) -> list[Entry]:
        """Return what was erased, oldest first; a last line that a crash cut short is left out."""
        if not self.path.is_file():
            return []
        found = (_entry(line) for line in self.path.read_text(encoding="utf-8").splitlines())
        return [entry for entry in found if entry is not None]

    def add(self, entry: Entry) -> None:
        """Add an entry, once, and wait until it is on the disk."""
        if any(known.id == entry.id for known in self.read()):
            return
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Begins with a line break: a line that a crash cut short must not swallow the next one.
        line = "\n" + json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _settle(self.path.parent)


def _entry(line: str) -> Entry | None:
    try:
        return Entry(**json.loads(line)) if line.strip() else None
    except (ValueError, TypeError):
        return None


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
