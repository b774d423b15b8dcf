"""CSV as people make it: UTF-8 or Windows-1252, comma or semicolon, quoted cells over several lines."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from ptce_match.tables.cells import as_text
from ptce_match.tables.folding import title_key
from ptce_match.tables.formulas import rearm
from ptce_match.tables.raw import RawTable, Record, assemble

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from ptce_match.tables.findings import Findings

MAX_BYTES: Final = 1 << 30
_SEPARATORS: Final = (";", ",")
_SAVE_AGAIN: Final = "un fichier CSV en UTF-8 (dans Excel : Enregistrer sous, « CSV UTF-8 »)"
_OTHER_FORMATS: Final = {
    b"PK\x03\x04": "un classeur ou une archive ZIP",
    b"\xd0\xcf\x11\xe0": "un ancien classeur Excel (.xls)",
    b"%PDF": "un PDF",
    b"\xff\xfe": "du texte en UTF-16 (« Texte Unicode »)",
    b"\xfe\xff": "du texte en UTF-16 (« Texte Unicode »)",
}
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([;,])"?[;,]*\s*', re.IGNORECASE)
_UTF8_LETTER: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_HIGH_BYTE: Final = re.compile(rb"[\x80-\xff]")
_MARK: Final = re.compile(b"'[=+@\xef-]")  # every full-width sign begins with EF in UTF-8


def read_csv(path: Path, titles: Collection[str], findings: Findings) -> RawTable | None:
    """Read one CSV file.

    Parameters
    ----------
    path : Path
        The file; its name stands in the messages.
    titles : collection of str
        Titles that the file is expected to have: the separator is the one that finds most of them in the first line,
        so that no free text can mislead it.
    findings : Findings
        Receives the faults and notices.

    Returns
    -------
    RawTable or None
        None when nothing can be made of the file.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            findings.fault(path.name, None, "", "", "un fichier d'un gigaoctet au plus", "le fichier est trop gros")
            return None
        content = path.read_bytes()
    except OSError as error:
        findings.fault(path.name, None, "", "", "un fichier lisible", f"le fichier ne s'ouvre pas ({error.strerror})")
        return None
    encoding = _encoding(path.name, content, findings)
    if encoding is None:
        return None
    lines = _lines(content, encoding)
    announced = _SEPARATOR_LINE.fullmatch(lines.readline())
    if announced:
        first_line, separator = 2, announced[1]
    else:
        first_line, separator = 1, _separator(content, encoding, titles)
        lines = _lines(content, encoding)
    records = _records(path.name, lines, separator, first_line, findings)
    if _MARK.search(content):
        records = ((line, [rearm(as_text(cell)) for cell in cells]) for line, cells in records)
    return assemble(path.name, records, findings)


def _lines(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _encoding(file: str, content: bytes, findings: Findings) -> str | None:
    for signature, what in _OTHER_FORMATS.items():
        if content.startswith(signature):
            findings.fault(file, None, "", "", _SAVE_AGAIN, f"ce n'est pas un fichier CSV mais {what}")
            return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        unreadable = error.start
    else:
        return "utf-8-sig"
    letters = len(_UTF8_LETTER.findall(content))
    # French Windows-1252 hardly ever looks like UTF-8: where it mostly does, this is UTF-8 that was damaged.
    if 3 * letters <= len(_HIGH_BYTE.findall(content)):
        try:
            content.decode("cp1252")
        except UnicodeDecodeError as error:
            unreadable = error.start
        else:
            return "cp1252"
    line = content.count(b"\n", 0, unreadable) + 1
    problem = f"un caractère est illisible (octet {content[unreadable]:02X}), ni en UTF-8 ni en Windows-1252"
    findings.fault(file, line, "", "", _SAVE_AGAIN, problem)
    return None


def _separator(content: bytes, encoding: str, titles: Collection[str]) -> str:
    known = {title_key(title) for title in titles}

    def quality(separator: str) -> tuple[int, int]:
        reader = csv.reader(_lines(content, encoding), delimiter=separator, skipinitialspace=True)
        try:
            first = next((row for row in reader if any(cell.strip() for cell in row)), [])
        except csv.Error:
            return (0, 0)
        return (sum(title_key(cell) in known for cell in first), len(first))

    return max(_SEPARATORS, key=quality)


def _records(file: str, lines: Iterable[str], separator: str, first_line: int, findings: Findings) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    line = first_line
    while True:
        try:
            for row in reader:
                yield line, row
                line = first_line + reader.line_num
        except csv.Error as error:
            problem = "un guillemet ouvert n'est pas fermé, ou il est suivi de texte"
            if "limit" in str(error):
                problem = f"une cellule dépasse {csv.field_size_limit()} caractères, ou son guillemet n'est pas fermé"
            expected = 'des guillemets par deux : "un texte ; avec ""citation"" au milieu"'
            findings.fault(file, line, "", "", expected, problem)
            line = first_line + reader.line_num
        else:
            return
