"""Lists inside a cell, their items separated by semicolons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ptce_match.tables.cells import Cell, CellError, as_text
from ptce_match.tables.findings import shown
from ptce_match.tables.numeric import Integer
from ptce_match.tables.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ptce_match.tables.choices import Choice


def _items(cell: Cell) -> Iterator[str]:
    return (item for part in as_text(cell).split(";") if (item := clean_text(part)))


@dataclass(frozen=True, slots=True)
class TextList:
    """Free items. An item never holds a semicolon: there is no escape for it."""

    expected: str = "une liste d'éléments séparés par des points-virgules"

    def parse(self, cell: Cell) -> tuple[str, ...]:
        """Return the items, empty ones left out."""
        return tuple(_items(cell))

    def render(self, value: Sequence[str]) -> Cell:
        """Return the cell to write.

        Raises
        ------
        CellError
            An item is blank or holds a semicolon: it would not come back.
        """
        items = [clean_text(item) for item in value]
        for item in items:
            if not item or ";" in item:
                raise CellError(f"l'élément « {shown(item)} » est vide ou contient un point-virgule")
        return clean_text(";".join(items))


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """Several wordings of a closed list."""

    choice: Choice

    @property
    def expected(self) -> str:
        """What is expected, in French."""
        return "des valeurs de cette liste, séparées par des points-virgules : " + ", ".join(self.choice.options)

    def parse(self, cell: Cell) -> tuple[str, ...]:
        """Return the options in their order."""
        return tuple(self.choice.parse(item) for item in _items(cell))

    def render(self, value: Sequence[str]) -> Cell:
        """Return the cell to write."""
        return ";".join(str(self.choice.render(option)) for option in value)


@dataclass(frozen=True, slots=True)
class IntegerList:
    """Several whole numbers within bounds."""

    minimum: int
    maximum: int
    _item: Integer = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_item", Integer(self.minimum, self.maximum))

    @property
    def expected(self) -> str:
        """What is expected, in French."""
        return f"des nombres entiers de {self.minimum} à {self.maximum}, séparés par des points-virgules"

    def parse(self, cell: Cell) -> tuple[int, ...]:
        """Return the numbers in their order."""
        return tuple(self._item.parse(item) for item in _items(cell))

    def render(self, value: Sequence[int]) -> Cell:
        """Return the cell to write."""
        return ";".join(str(self._item.render(number)) for number in value)
