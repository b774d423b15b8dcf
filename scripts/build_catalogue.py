"""Compile the French catalogue of the command line (`messages.po`) to the binary form that gettext reads.

usage: python -m scripts.build_catalogue
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path
from typing import Final

CATALOGUE: Final = Path(__file__).resolve().parent.parent / "ptce_match/cli/locale/fr/LC_MESSAGES/messages.po"
_MAGIC: Final = 0x950412DE


def parse(text: str) -> dict[str, str]:
    """Return the messages of a catalogue whose entries are single lines."""
    messages: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if line.startswith("msgid "):
            key = ast.literal_eval(line.removeprefix("msgid "))
        elif line.startswith("msgstr "):
            messages[key] = ast.literal_eval(line.removeprefix("msgstr "))
    return messages


def compile_catalogue(text: str) -> bytes:
    """Return the binary catalogue (GNU gettext manual, « The Format of GNU MO Files »)."""
    pairs = sorted((key.encode(), value.encode()) for key, value in parse(text).items())
    header = struct.calcsize("<7I")
    place = header + 16 * len(pairs)
    tables: list[bytes] = []
    strings: list[bytes] = []
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<2I", len(pair[column]), place))
            strings.append(pair[column] + b"\0")
            place += len(strings[-1])
    start = struct.pack("<7I", _MAGIC, 0, len(pairs), header, header + 8 * len(pairs), 0, 0)
    return start + b"".join(tables) + b"".join(strings)


def main() -> None:
    """Write `messages.mo` beside `messages.po`."""
    CATALOGUE.with_suffix(".mo").write_bytes(compile_catalogue(CATALOGUE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
