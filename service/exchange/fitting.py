"""Making a registry fit for tables: rows left out with all that names them, values brought to what a cell can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ptce_match.network.schema import ENTITY_TABLES
from ptce_match.tables import Column, ExtraColumn, Fault
from ptce_match.tables.cells import CellError
from service.exchange.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ptce_match.network import Network
    from service.exchange.records import Record

_FILLED: Final = "?"
"""What stands in a cell that must not be empty."""


def mended(network: Network, faults: Collection[Fault]) -> Network:
    """Return a network in which the values that no cell can hold are the nearest ones that one can."""
    tables = {table.schema.name: table for table in ENTITY_TABLES}
    attributes = {record.name: record.attribute for record in RECORDS}
    changed: dict[str, Any] = {}
    for fault in faults:
        if fault.file not in tables or fault.line is None:
            continue
        table = tables[fault.file]
        rows = changed.setdefault(attributes[fault.file], list(getattr(network, attributes[fault.file])))
        place = fault.line - 2  # titles stand on line 1
        for column, attribute in zip(table.schema.columns, table.attributes, strict=True):
            if column.name == fault.column:
                value = _nearest(column, getattr(rows[place], attribute))
                rows[place] = replace(rows[place], **{attribute: value})
    return replace(network, **changed)


def _nearest(column: Column, value: Any) -> Any:
    if _fits(column, value):
        return value  # the cell is sound; it is the row that is not
    value = _without_unwritable(value)
    if value and _fits(column, value):
        return value
    return _FILLED if column.filled and isinstance(value, str) else column.empty


def _fits(column: Column, value: Any) -> bool:
    try:
        return column.kind.render(value) != "" or not column.filled
    except CellError:
        return False


def _without_unwritable(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(filter(None, (_without_unwritable(item).replace(";", ",") for item in value)))
    return "".join(c for c in value if c.isprintable() or c in "\n\t").strip() if isinstance(value, str) else value


def without(network: Network, gone: dict[str, set[str]]) -> Network:
    """Return a network without some of its rows, those that name them, and their cells in the team's own columns.

    Parameters
    ----------
    gone : dict of str to set of str
        Identifiers by kind: `mentor`, `project`, `need`, `investor`, `partner`.
    """
    projects = {project.id for project in network.projects} - gone["project"]
    needs = {need.id for need in network.needs if need.project_id in projects} - gone["need"]
    mentors = {mentor.id for mentor in network.mentors} - gone["mentor"]
    investors = {investor.id for investor in network.investors} - gone["investor"]
    partners = {partner.id for partner in network.partners} - gone["partner"]
    people = mentors | investors | partners
    stays: dict[str, Callable[[Any], bool]] = {
        "mentors": lambda row: row.id in mentors,
        "projects": lambda row: row.id in projects,
        "needs": lambda row: row.id in needs,
        "investors": lambda row: row.id in investors,
        "partners": lambda row: row.id in partners,
        "decisions": lambda row: row.need_id in needs and row.mentor_id in mentors,
        "conflicts": lambda row: (
            row.person_id in people
            and (not row.project_id or row.project_id in projects)
            and (not row.other_person_id or row.other_person_id in people)
        ),
    }
    kept = {record.name: _places(record, network, stays[record.attribute]) for record in RECORDS}
    rows: dict[str, Any] = {
        r.attribute: [getattr(network, r.attribute)[place] for place in kept[r.name]] for r in RECORDS
    }
    rows["extras"] = [_cut(extra, kept[extra.table]) for extra in network.extras]
    return replace(network, **rows)


def _places(record: Record, network: Network, stays: Callable[[Any], bool]) -> list[int]:
    return [place for place, row in enumerate(getattr(network, record.attribute)) if stays(row)]


def _cut(extra: ExtraColumn, places: list[int]) -> ExtraColumn:
    return replace(extra, values=tuple(extra.values[place] for place in places))
