"""What a table is made of: columns, each of a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


class Kind(Protocol):
    """How the cells of a column are understood and written.

    A value that `parse` returned is given back by ``parse(render(value))``. Values are of any type, one type a kind:
    hence `Any`, which lets one table hold columns of all kinds.
    """

    @property
    def expected(self) -> str:
        """What is expected in a cell, in French."""
        ...

    def parse(self, cell: Any) -> Any:
        """Return the value of a cell that is not blank, or raise `CellError`."""
        ...

    def render(self, value: Any) -> Any:
        """Return the cell for a value, or raise `CellError`."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        Title, as the contract spells it.
    kind : Kind
        How its cells are understood.
    optional : bool
        Whether the column may be missing.
    filled : bool
        Whether every row must have a value in it.
    empty : object
        The value of an empty cell, and of every cell when the column is missing.
    """

    name: str
    kind: Kind
    optional: bool = False
    filled: bool = False
    empty: object = None


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: its name and its columns.

    Attributes
    ----------
    name : str
        Name of the file, without extension, or of the sheet.
    columns : tuple of Column
        In the order in which they are written.
    optional : bool
        Whether the table may be missing.
    """

    name: str
    columns: tuple[Column, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ExtraColumn:
    """A column that the schema does not know, kept so that writing gives it back.

    Attributes
    ----------
    table : str
        Name of the schema of its table.
    title : str
        Title as it stands in the file; may be "".
    values : tuple of str
        One cell a row, as text.
    """

    table: str
    title: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: one list of values a column.

    Attributes
    ----------
    schema : Schema
    file : str
        Where it comes from, for messages.
    lines : list of int
        Line of each row in the file.
    columns : dict of str to list
        Values by name of column, one a row; None stands for a cell that was refused.
    extras : tuple of ExtraColumn
    complete : bool
        Whether every row is there; False when some could not be made out.
    """

    schema: Schema
    file: str
    lines: list[int]
    columns: dict[str, list[Any]]
    extras: tuple[ExtraColumn, ...] = ()
    complete: bool = True
