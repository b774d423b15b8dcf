"""Dates, ISO or French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ptce_match.tables.cells import Cell, CellError

# Within these years every spreadsheet program counts days alike (Excel believes in a 29 February 1900).
_FIRST: Final = date(1950, 1, 1)
_LAST: Final = date(2149, 12, 31)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9]{1,2}:[0-9:.]{2,20}Z?)?")
_FRENCH: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2,4})")


@dataclass(frozen=True, slots=True)
class Date:
    """A day from 1950 to 2149, as 2026-03-25 or 25/03/2026."""

    expected: str = "une date entre 1950 et 2149, écrite JJ/MM/AAAA (25/03/2026) ou AAAA-MM-JJ (2026-03-25)"

    def parse(self, cell: Cell) -> date:
        """Return the day; a time of day that a workbook adds is left out."""
        if isinstance(cell, datetime):
            cell = cell.date()
        return _within(cell if isinstance(cell, date) else _parse(cell))

    def render(self, value: date) -> Cell:
        """Return the cell to write."""
        return _within(value)


def _within(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise CellError
    return day


def _parse(cell: str | float | None) -> date:
    if not isinstance(cell, str):
        raise CellError
    text = cell.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _FRENCH.fullmatch(text):
        if len(found[4]) != 4:
            raise CellError(f"l'année de « {text} » doit avoir quatre chiffres, sinon la date se lit de deux façons")
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    else:
        raise CellError
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"le jour « {text} » n'existe pas dans le calendrier") from None
