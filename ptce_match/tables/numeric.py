"""Kinds of number, written as people write them in France."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from ptce_match.tables.cells import Cell, CellError, as_text

_SPACES: Final = re.compile("[ \t\u00a0\u2007\u2009\u202f]+")
_GROUPED: Final = re.compile(r"([+-]?)([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15})(?:([.,])([0-9]{1,20}))?")
_DOTTED: Final = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{3})+)(,)([0-9]{1,20})")


def parse_number(text: str) -> float:
    """Return the number that a French text writes: ``"12 000"``, ``"1,5"``, ``"1.5"``, ``"1.234,56"``.

    Raises
    ------
    CellError
        It is no number, or one that can be read in two ways: ``"12.000"`` is 12 here and 12 000 there.
    """
    found = _GROUPED.fullmatch(text) or _DOTTED.fullmatch(text)
    if not found:
        raise CellError
    sign, whole, point, decimals = found.groups(default="")
    if point == "." and len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        raise CellError(f"« {text} » peut se lire {whole},{decimals} ou {whole} {decimals}")
    digits = whole.replace(" ", "").replace(".", "")
    return float(f"{sign}{digits}.{decimals or 0}")


def written_number(value: float) -> str:
    """Return a number as French spreadsheets read it: ``"3"``, ``"12,5"``; six decimals at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",") if value % 1 else str(int(value))


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds.

    Attributes
    ----------
    minimum, maximum : float
        Bounds, both allowed.
    units : tuple of str
        Lower-case words that may follow the number and are left out: ``("km",)``.
    decimals : int
        How many decimals are kept, 6 at most: with fewer than ten digits before them, any workbook keeps them all.
    """

    minimum: float = 0.0
    maximum: float = 1e9
    units: tuple[str, ...] = ()
    decimals: int = 6

    @property
    def expected(self) -> str:
        """What is expected, in French."""
        return f"un nombre (par exemple 12 ou 12,5) {self._bounds()}"

    def _bounds(self) -> str:
        low, high = written_number(self.minimum), written_number(self.maximum)
        return f"au moins égal à {low}" if self.maximum >= 1e9 else f"de {low} à {high}"

    def parse(self, cell: Cell) -> float:
        """Return the number, rounded to `decimals`."""
        return self._within(_number(cell, self.units))

    def _within(self, value: float) -> float:
        if not self.minimum <= value <= self.maximum:
            raise CellError
        # Adding 0 turns -0.0 into 0.0, which is how it is written.
        return round(float(value), self.decimals) + 0.0

    def render(self, value: float) -> Cell:
        """Return the cell to write."""
        return self._within(value)


@dataclass(frozen=True, slots=True)
class Money(Number):
    """An amount in euros, kept to the cent; ``"12 000 €"`` and ``"12 k€"`` are understood."""

    maximum: float = 1e12
    units: tuple[str, ...] = ("€", "euros", "euro", "eur")
    decimals: int = 2

    @property
    def expected(self) -> str:
        """What is expected, in French."""
        return f"un montant en euros (par exemple 12 000 ou 12 000 €) {self._bounds()}"

    def parse(self, cell: Cell) -> float:
        """Return the amount in euros."""
        text = as_text(cell).strip().casefold()
        if text.endswith("k€"):
            return self._within(1000 * _number(text[:-2], ()))
        # Named rather than super(): slots make a second class, which a bare super() does not find.
        return Number.parse(self, cell)


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number within bounds; 3.0 and "3" give 3."""

    minimum: int = 0
    maximum: int = 1_000_000

    @property
    def expected(self) -> str:
        """What is expected, in French."""
        if self.maximum >= 1_000_000:
            return f"un nombre entier, au moins {self.minimum}"
        return f"un nombre entier de {self.minimum} à {self.maximum}"

    def parse(self, cell: Cell) -> int:
        """Return the whole number."""
        value = _number(cell, ())
        if not (self.minimum <= value <= self.maximum and float(value).is_integer()):
            raise CellError
        return int(value)

    def render(self, value: int) -> Cell:
        """Return the cell to write."""
        return self.parse(value)


def _number(cell: Cell, units: tuple[str, ...]) -> float:
    if isinstance(cell, date) or cell is None:
        raise CellError
    if not isinstance(cell, str):
        if not math.isfinite(cell):
            raise CellError
        return cell
    text = _SPACES.sub(" ", cell).strip()
    for unit in units:
        if text.casefold().endswith(unit):
            text = text[: -len(unit)].rstrip()
            break
    return parse_number(text)
