"""From raw cells to values: every cell of every column understood, every fault told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ptce_match.tables.cells import Cell, CellError, as_text, is_blank
from ptce_match.tables.findings import Findings, shown
from ptce_match.tables.folding import title_key
from ptce_match.tables.schema import Column, ExtraColumn, Schema, Table
from ptce_match.tables.sources import read_source
from ptce_match.tables.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_match.tables.raw import RawTable


def read_tables(path: Path, schemas: Sequence[Schema], findings: Findings) -> dict[str, Table]:
    """Read the tables of a folder of CSV files or of a workbook.

    Parameters
    ----------
    path : Path
        Folder, .xlsx or .ods.
    schemas : sequence of Schema
        The tables to look for.
    findings : Findings
        Receives every fault and notice. Nothing is raised here, so that the caller can add its own checks before
        `Findings.raise_faults`.

    Returns
    -------
    dict of str to Table
        By name of schema. An optional table that is missing has no rows; one that could not be read is not there.
    """
    raw = read_source(path, schemas, findings)
    tables: dict[str, Table] = {}
    for schema in schemas:
        if schema.name in raw:
            tables[schema.name] = understand(schema, raw.pop(schema.name), findings)
        elif schema.optional:
            tables[schema.name] = Table(schema, schema.name, [], {column.name: [] for column in schema.columns})
    return tables


def understand(schema: Schema, raw: RawTable, findings: Findings) -> Table:
    """Return the values of a raw table; faults and notices go to `findings`."""
    places: dict[str, list[int]] = {}
    for place, title in enumerate(raw.titles):
        places.setdefault(title_key(title), []).append(place)
    chosen = {column.name: places.pop(title_key(column.name), []) for column in schema.columns}
    unknown = sorted(place for same in places.values() for place in same)
    columns = {}
    for column in schema.columns:
        same = chosen[column.name]
        if len(same) == 1:
            columns[column.name] = parse_column(column, raw.file, raw.lines, raw.columns[same[0]], findings)
            continue
        columns[column.name] = [column.empty] * len(raw.lines)
        if same:
            problem = "plusieurs colonnes portent ce titre"
            findings.fault(raw.file, raw.title_line, column.name, "", "une seule colonne de ce titre", problem)
        elif not column.optional:
            others = ", ".join(f"« {shown(raw.titles[place])} »" for place in unknown)
            problem = "la colonne manque" + (f" (titres non reconnus : {others})" if others else "")
            findings.fault(raw.file, raw.title_line, column.name, "", f"une colonne « {column.name} »", problem)
    extras = tuple(_extra(schema, raw, place, findings) for place in unknown)
    return Table(schema, raw.file, raw.lines, columns, extras, raw.complete)


def _extra(schema: Schema, raw: RawTable, place: int, findings: Findings) -> ExtraColumn:
    title = raw.titles[place]
    problem = "titre de colonne inconnu" if title else f"la colonne n° {place + 1} n'a pas de titre"
    findings.notice(raw.file, raw.title_line, title, title, "ses cellules sont gardées telles quelles", problem)
    texts = parse_column(Column(title, Text(), empty=""), raw.file, raw.lines, raw.columns[place], findings)
    return ExtraColumn(schema.name, title, tuple(texts))


def parse_column(
    column: Column, file: str, lines: Sequence[int], cells: Sequence[Cell], findings: Findings
) -> list[Any]:
    """Return the value of each cell of a column; None where the cell was refused, which is told in `findings`.

    Each distinct cell is understood once.
    """
    values: dict[Cell, Any] = {}
    problems: dict[Cell, str] = {}
    for cell in set(cells):
        try:
            values[cell] = _parsed(column, cell)
        except CellError as error:
            values[cell], problems[cell] = None, error.problem
    if problems:
        for line, cell in zip(lines, cells, strict=True):
            if cell in problems:
                findings.fault(file, line, column.name, as_text(cell).strip(), column.kind.expected, problems[cell])
    return list(map(values.__getitem__, cells))


def _parsed(column: Column, cell: Cell) -> Any:
    if not is_blank(cell):
        value = column.kind.parse(cell)
        if value not in ("", ()):
            return value
    if column.filled:
        raise CellError
    return column.empty
