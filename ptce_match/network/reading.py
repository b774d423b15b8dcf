"""From a folder or a workbook to the things of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ptce_match.network import schema
from ptce_match.network.checks import check_tables
from ptce_match.network.placing import place_rows
from ptce_match.tables import ExtraColumn, Findings, Notice, Table, read_tables

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.network.entities import Conflict, Decision, Investor, Mentor, Need, Partner, Project


class Contents(NamedTuple):
    """Everything that a network holds, in the order of its tables."""

    mentors: tuple[Mentor, ...]
    projects: tuple[Project, ...]
    needs: tuple[Need, ...]
    investors: tuple[Investor, ...]
    partners: tuple[Partner, ...]
    decisions: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]
    extras: tuple[ExtraColumn, ...]
    warnings: tuple[Notice, ...]


def read_contents(path: Path) -> Contents:
    """Read all tables.

    Raises
    ------
    TableError
        With every fault of every table; nothing is half-read.
    """
    findings = Findings()
    tables = read_tables(path, schema.SCHEMAS, findings)
    check_tables(tables, findings)
    findings.raise_faults(path.name or str(path))
    insees = _placed(tables, findings)
    return Contents(
        schema.MENTORS.entities(tables["benevoles"], insees["benevoles"]),
        schema.PROJECTS.entities(tables["projets"], insees["projets"]),
        schema.NEEDS.entities(tables["besoins"]),
        schema.INVESTORS.entities(tables["investisseurs"], insees["investisseurs"]),
        schema.PARTNERS.entities(tables["partenaires"], insees["partenaires"]),
        schema.DECISIONS.entities(tables["historique"]),
        schema.CONFLICTS.entities(tables["conflits"]),
        tuple(extra for table in tables.values() for extra in table.extras),
        tuple(findings.notices),
    )


def _placed(tables: dict[str, Table], findings: Findings) -> dict[str, list[str]]:
    from ptce_match.places import Communes

    communes = Communes.load()
    names = [table.schema.name for table in schema.ENTITY_TABLES if table.placed]
    return {name: place_rows(tables[name], communes, findings) for name in names}
