"""From values back to cells, each checked to be one that reading accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ptce_match.errors import InputError
from ptce_match.tables.cells import Cell, CellError
from ptce_match.tables.findings import Findings, shown
from ptce_match.tables.raw import RawTable, clean_title
from ptce_match.tables.schema import Column, Schema, Table
from ptce_match.tables.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence


def render_table(table: Table, findings: Findings) -> RawTable:
    """Return the cells of a table as they will be written, in the order of the schema, unknown columns last.

    A value that could not be read again is a fault in `findings`. Titles stand on line 1, rows from line 2 on.

    Raises
    ------
    InputError
        An unknown column has not one value a row.
    """
    rows = len(table.lines)
    columns = [_rendered(table, column, table.columns[column.name], findings) for column in table.schema.columns]
    titles = [column.name for column in table.schema.columns]
    for extra in table.extras:
        if len(extra.values) != rows:
            raise InputError(
                f"La colonne « {shown(extra.title)} » de la table « {table.schema.name} » a {len(extra.values)} valeurs "
                f"pour {rows} lignes. Donnez-lui une valeur par ligne, ou retirez-la."
            )
        column = Column(extra.title, Text(), empty="")
        columns.append(_rendered(table, column, extra.values, findings))
        titles.append(clean_title(extra.title))
    return RawTable(table.file, 1, tuple(titles), table.lines, columns)


def new_table(schema: Schema, columns: dict[str, list[Any]]) -> Table:
    """Return a table that comes from no file, its rows numbered as they will be once written."""
    rows = len(columns[schema.columns[0].name])
    return Table(schema, schema.name, list(range(2, rows + 2)), columns)


def _rendered(table: Table, column: Column, values: Sequence[Any], findings: Findings) -> list[Cell]:
    cells: list[Cell] = []
    for line, value in zip(table.lines, values, strict=True):
        try:
            cells.append(_cell(column, value))
        except CellError as error:
            findings.fault(table.file, line, column.name, str(value or "").strip(), column.kind.expected, error.problem)
            cells.append("")
    return cells


def _cell(column: Column, value: Any) -> Cell:
    cell: Cell = "" if value in (None, "", ()) else column.kind.render(value)
    if cell == "" and column.filled:
        raise CellError
    return cell
