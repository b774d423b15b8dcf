"""The network: everything the engine works on, read at once and never changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from ptce_match.errors import UnknownIdError
from ptce_match.network.checks import close_ids
from ptce_match.network.reading import read_contents
from ptce_match.network.writing import write_contents

if TYPE_CHECKING:
    from os import PathLike

    from ptce_match.network.entities import Conflict, Decision, Investor, Mentor, Need, Partner, Project
    from ptce_match.tables import ExtraColumn, Notice


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Entity = TypeVar("_Entity", bound=_Identified)
_Row = TypeVar("_Row")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True)
class Network:
    """Mentors, projects, needs, investors, partners, and what was decided so far.

    Two networks are equal when their rows are, in the same order; warnings do not count. Look-ups build their index the
    first time they are asked.

    Attributes
    ----------
    mentors, projects, needs, investors, partners, decisions, conflicts : tuple
        The rows of each table, in the order of the file. Any iterable is accepted and kept as a tuple.
    extras : tuple of ExtraColumn
        Columns that the tables have on top of the contract, so that `write` gives them back.
    warnings : tuple of Notice
        What `read` found odd; each has file, line, column and value, and is a French sentence as text.
    """

    mentors: tuple[Mentor, ...] = ()
    projects: tuple[Project, ...] = ()
    needs: tuple[Need, ...] = ()
    investors: tuple[Investor, ...] = ()
    partners: tuple[Partner, ...] = ()
    decisions: tuple[Decision, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    extras: tuple[ExtraColumn, ...] = ()
    warnings: tuple[Notice, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, tuple(getattr(self, each.name)))

    def __repr__(self) -> str:
        counts = ", ".join(f"{each.name}={len(getattr(self, each.name))}" for each in fields(self))
        return f"Network({counts})"

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Self:
        """Read a folder of CSV files, or a workbook (.xlsx, .ods), as the contract describes them.

        The tables `benevoles`, `projets` and `besoins` are required; `investisseurs`, `partenaires`, `historique` and
        `conflits` may be missing. Communes take their official names and INSEE codes; what is not recognised is kept
        as it is written, with a warning.

        Raises
        ------
        TableError
            Every fault of every table, each with file, line, column, value and what was expected.
        """
        return cls(*read_contents(Path(path)))

    def write(self, path: str | PathLike[str]) -> None:
        """Write a folder of CSV files, or a workbook when `path` ends in .xlsx or .ods; `read` gives back an equal network.

        Values take the form that `read` gives them: texts without spaces at either end and with composed accents,
        amounts to the cent, other numbers to six decimals. INSEE codes are not written: `read` finds them again.
        What stands at `path` already is replaced only if it is a network; other files of the folder stay.

        Raises
        ------
        TableError
            Values that `read` would refuse (a control character, a semicolon inside an item of a list, an unknown
            identifier...): all are named, and nothing is written.
        InputError
            Something else than a network stands there, or the place cannot be written.
        """
        rows = (self.mentors, self.projects, self.needs, self.investors, self.partners, self.decisions, self.conflicts)
        write_contents(Path(path), rows, self.extras)

    def mentor(self, id: str) -> Mentor:
        """Return the mentor with this identifier; raises `UnknownIdError` with the identifiers that look like it."""
        return _found("bénévole", id, self._mentors)

    def project(self, id: str) -> Project:
        """Return the project with this identifier; raises `UnknownIdError` with the identifiers that look like it."""
        return _found("projet", id, self._projects)

    def need(self, id: str) -> Need:
        """Return the need with this identifier; raises `UnknownIdError` with the identifiers that look like it."""
        return _found("besoin", id, self._needs)

    def investor(self, id: str) -> Investor:
        """Return the investor with this identifier; raises `UnknownIdError` with the identifiers that look like it."""
        return _found("investisseur", id, self._investors)

    def partner(self, id: str) -> Partner:
        """Return the partner with this identifier; raises `UnknownIdError` with the identifiers that look like it."""
        return _found("partenaire", id, self._partners)

    def needs_of(self, project_id: str) -> tuple[Need, ...]:
        """Return the needs of a project, most urgent first, then by identifier; raises `UnknownIdError`."""
        self.project(project_id)
        return self._needs_by_project.get(project_id, ())

    def decisions_of(self, mentor_id: str) -> tuple[Decision, ...]:
        """Return what was decided about a mentor, in the order of the table; raises `UnknownIdError`."""
        self.mentor(mentor_id)
        return self._decisions_by_mentor.get(mentor_id, ())

    def decisions_on(self, need_id: str) -> tuple[Decision, ...]:
        """Return what was decided about a need, in the order of the table; raises `UnknownIdError`."""
        self.need(need_id)
        return self._decisions_by_need.get(need_id, ())

    def conflicts_of(self, id: str) -> tuple[Conflict, ...]:
        """Return the conflicts that name a person or a project, on either side; none for an identifier without any."""
        return self._conflicts_by_party.get(id, ())

    @cached_property
    def _mentors(self) -> dict[str, Mentor]:
        return _by_id(self.mentors)

    @cached_property
    def _projects(self) -> dict[str, Project]:
        return _by_id(self.projects)

    @cached_property
    def _needs(self) -> dict[str, Need]:
        return _by_id(self.needs)

    @cached_property
    def _investors(self) -> dict[str, Investor]:
        return _by_id(self.investors)

    @cached_property
    def _partners(self) -> dict[str, Partner]:
        return _by_id(self.partners)

    @cached_property
    def _needs_by_project(self) -> dict[str, tuple[Need, ...]]:
        urgent_first = sorted(self.needs, key=lambda need: (need.priority, need.id))
        return _grouped(urgent_first, lambda need: (need.project_id,))

    @cached_property
    def _decisions_by_mentor(self) -> dict[str, tuple[Decision, ...]]:
        return _grouped(self.decisions, lambda decision: (decision.mentor_id,))

    @cached_property
    def _decisions_by_need(self) -> dict[str, tuple[Decision, ...]]:
        return _grouped(self.decisions, lambda decision: (decision.need_id,))

    @cached_property
    def _conflicts_by_party(self) -> dict[str, tuple[Conflict, ...]]:
        return _grouped(self.conflicts, lambda c: {c.person_id, c.project_id, c.other_person_id} - {""})


def _by_id(entities: Iterable[_Entity]) -> dict[str, _Entity]:
    return {entity.id: entity for entity in entities}


def _found(kind: str, id: str, by_id: Mapping[str, _Entity]) -> _Entity:
    entity = by_id.get(id)
    if entity is None:
        raise UnknownIdError(kind, id, close_ids(id, set(by_id)))
    return entity


def _grouped(rows: Iterable[_Row], keys: Callable[[_Row], Iterable[_Key]]) -> dict[_Key, tuple[_Row, ...]]:
    groups: dict[_Key, list[_Row]] = {}
    for row in rows:
        for key in keys(row):
            groups.setdefault(key, []).append(row)
    return {key: tuple(members) for key, members in groups.items()}
