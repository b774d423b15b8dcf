"""Kinds of text: free text, identifiers, postal codes, telephone numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ptce_match.tables.cells import Cell, CellError, as_text

MAX_CHARACTERS: Final = 32_767
"""The most that a cell of an Excel sheet holds, counted as Excel does (an emoji counts for two)."""

_LINE_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85]")
# Neither XML (hence xlsx and ods) nor UTF-8 can hold all of these; none means anything in a table.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return a text as the network keeps it: composed accents (NFC), line feeds between lines, no space at either end.

    Cleaning twice changes nothing more.

    Raises
    ------
    CellError
        The text holds control characters or broken ones, or more than 32,767 characters.
    """
    if not text.isprintable():
        text = _LINE_BREAKS.sub("\n", text)
        unwritable = _UNWRITABLE.search(text)
        if unwritable:
            raise CellError(f"le texte contient un caractère de contrôle ou illisible (code {ord(unwritable[0]):04X})")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.strip()
    if 2 * len(text) > MAX_CHARACTERS and len(text.encode("utf-16-le")) // 2 > MAX_CHARACTERS:
        raise CellError(f"le texte est trop long ({len(text)} caractères, 32 767 au plus)")
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, on one or several lines."""

    expected: str = "un texte"

    def parse(self, cell: Cell) -> str:
        """Return the cleaned text."""
        return clean_text(as_text(cell))

    def render(self, value: str) -> Cell:
        """Return the cell to write."""
        return clean_text(value)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A short name for a row, such as B001."""

    expected: str = "un identifiant sur une seule ligne, de 200 caractères au plus"

    def parse(self, cell: Cell) -> str:
        """Return the identifier; the number 12.0 of a workbook gives "12"."""
        text = clean_text(as_text(cell))
        if len(text) > 200 or "\n" in text or "\t" in text:
            raise CellError
        return text

    def render(self, value: str) -> Cell:
        """Return the cell to write."""
        return self.parse(value)


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A French postal code: five digits, of which spreadsheets drop the first when it is 0; "CEDEX" may follow."""

    expected: str = "un code postal de cinq chiffres, par exemple 17400"

    def parse(self, cell: Cell) -> str:
        """Return the code; 1000, 1000.0 and "1000" give "01000", "F-17 107 Cedex 2" gives "17107 CEDEX"."""
        found = _POSTAL_CODE.fullmatch(clean_text(as_text(cell)))
        if not found:
            raise CellError
        code = (found[1] + found[2]).zfill(5)
        return f"{code} CEDEX" if found[3] else code

    def render(self, value: str) -> Cell:
        """Return the cell to write."""
        return self.parse(value)


_POSTAL_CODE: Final = re.compile(r"(?:F ?-? ?)?([0-9]{1,2}) ?([0-9]{3})( *cedex\b.*)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, as text; the 0 that spreadsheets drop in front of nine digits is given back."""

    expected: str = "un numéro de téléphone"

    def parse(self, cell: Cell) -> str:
        """Return the number as it is written; 612345678 gives "0612345678"."""
        text = clean_text(as_text(cell))
        return "0" + text if _NINE_DIGITS.fullmatch(text) else text

    def render(self, value: str) -> Cell:
        """Return the cell to write."""
        return self.parse(value)


_NINE_DIGITS: Final = re.compile("[1-9][0-9]{8}")
