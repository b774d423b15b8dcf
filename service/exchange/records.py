"""How each table of the contract is kept: which rows of which table of the database, under which names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ptce_match.network import schema
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.partners.models import Partner
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Table
    from sqlmodel import SQLModel

    from ptce_match.network import Network
    from ptce_match.network.schema import EntityTable

Row = dict[str, Any]
_ADDRESS: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Record:
    """One table of the contract and its rows in the database.

    Attributes
    ----------
    kind : str
        Name of the table in the database, which is also the kind of its changes.
    attribute : str
        Where a `Network` has the rows.
    same : tuple of str
        Columns by which a row is recognised. Rows that agree in them are told apart by their order.
    read : frozenset of str
        Columns that the encoder reads.
    ended : str
        The column that tells since when a row is set aside, "" where rows are deleted.
    renamed : dict
        Columns that have another name than the attribute of the entity.
    """

    kind: str
    attribute: str
    model: type[SQLModel]
    entities: EntityTable[Any]
    same: tuple[str, ...] = ("id",)
    read: frozenset[str] = frozenset()
    ended: str = ""
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Name of the table in the contract."""
        return self.entities.schema.name

    @property
    def optional(self) -> bool:
        """Whether the table may be missing."""
        return self.entities.schema.optional

    @property
    def table(self) -> Table:
        """The table of the database."""
        table: Table = self.model.__table__  # type: ignore[attr-defined]
        return table

    @cached_property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Each attribute of an entity, with the column that holds it."""
        names = dict(self.renamed)
        attributes = (*self.entities.attributes, *(["insee"] if self.entities.placed else []))
        return tuple((attribute, names.get(attribute, attribute)) for attribute in attributes)

    @property
    def parties(self) -> tuple[str, ...]:
        """The columns that name rows of other tables."""
        return tuple(name for name in self.same if name.endswith("_id"))

    @cached_property
    def blanks(self) -> Row:
        """What an empty cell means, for each column that a table may lack."""
        names = dict(self.columns)
        pairs = zip(self.entities.schema.columns, self.entities.attributes, strict=True)
        return {names[attribute]: _plain(column.empty) for column, attribute in pairs if column.optional}

    def rows(self, network: Network) -> list[Row]:
        """Return the rows of a network as they are stored, without those columns that no table has."""
        rows = [
            {column: _plain(getattr(entity, attribute)) for attribute, column in self.columns}
            for entity in getattr(network, self.attribute)
        ]
        for row in rows:
            row |= {column: row[column] or None for _, column in self.renamed}
            if "email" in row:
                row["email"] = address(row["email"])
        return rows

    def keyed(self, rows: Sequence[Row]) -> Iterator[tuple[Key, Row]]:
        """Yield each row with what it is recognised by."""
        seen: dict[Key, int] = {}
        for row in rows:
            same = tuple(row[name] for name in self.same)
            seen[same] = seen.get(same, -1) + 1
            yield (*same, seen[same]), row


def address(text: str) -> str:
    """Return an e-mail address as the registry keeps it, in lower case; what is none stays as it was written."""
    return text.lower() if is_address(text) else text


def is_address(text: str) -> bool:
    """Tell whether a text looks like one e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, StrEnum) else value


MENTORS: Final = Record(
    "mentor", "mentors", Mentor, schema.MENTORS, read=frozenset({"profile", "refusals", "tags"}), ended="archived_at"
)
PROJECTS: Final = Record(
    "project", "projects", Project, schema.PROJECTS, read=frozenset({"title", "description"}), ended="archived_at"
)
NEEDS: Final = Record("need", "needs", Need, schema.NEEDS, read=frozenset({"text"}), ended="closed_at")
INVESTORS: Final = Record(
    "investor", "investors", Investor, schema.INVESTORS, read=frozenset({"name", "criteria"}), ended="archived_at"
)
PARTNERS: Final = Record(
    "partner", "partners", Partner, schema.PARTNERS, read=frozenset({"name", "offer"}), ended="archived_at"
)
DECISIONS: Final = Record(
    "decision", "decisions", Decision, schema.DECISIONS, same=("need_id", "mentor_id", "date", "outcome")
)
CONFLICTS: Final = Record(
    "conflict",
    "conflicts",
    Conflict,
    schema.CONFLICTS,
    same=("party_id", "project_id", "other_party_id"),
    renamed=(("person_id", "party_id"), ("project_id", "project_id"), ("other_person_id", "other_party_id")),
)
RECORDS: Final = (MENTORS, PROJECTS, NEEDS, INVESTORS, PARTNERS, DECISIONS, CONFLICTS)
"""In an order in which each one only names rows of those before it."""
