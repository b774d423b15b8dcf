"""From the things of the network to a folder or a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ptce_match.network.checks import check_tables
from ptce_match.network.schema import ENTITY_TABLES, SCHEMAS
from ptce_match.tables import ExtraColumn, Findings, render_table, understand, write_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def write_contents(path: Path, rows: Sequence[Iterable[Any]], extras: Sequence[ExtraColumn]) -> None:
    """Write all tables, after making sure that they can be read again.

    Parameters
    ----------
    path : Path
        A folder, or a workbook by its suffix, .xlsx or .ods.
    rows : sequence of iterables
        The entities of each table, in the order of `ENTITY_TABLES`.
    extras : sequence of ExtraColumn
        Columns of the team's own.

    Raises
    ------
    TableError
        Some values could not be read again: they are all named, and nothing is written.
    InputError
        The place is taken by something else, or cannot be written.
    """
    findings = Findings()
    rendered = []
    for entity_table, entities in zip(ENTITY_TABLES, rows, strict=True):
        table = entity_table.table(entities)
        own = tuple(extra for extra in extras if extra.table == table.schema.name)
        rendered.append(render_table(replace(table, extras=own), findings))
    if not findings.faults:
        pairs = zip(SCHEMAS, rendered, strict=True)
        check_tables({schema.name: understand(schema, raw, findings) for schema, raw in pairs}, findings)
    findings.raise_faults(path.name or str(path), "n'a pas été écrit")
    write_tables(path, rendered, SCHEMAS)
