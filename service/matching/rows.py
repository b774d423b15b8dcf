"""From rows of the database to the entities that the engine works on: plain columns, no objects in between."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from ptce_match import network as entities
from ptce_match.network import Instrument, InvestorKind, MentorStatus, Outcome, ProjectKind, Stage
from ptce_match.skills import default_taxonomy
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.partners.models import Partner
from service.people.models import Membership, Person
from service.people.names import folded
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from enum import StrEnum

    from sqlmodel import Session

_AT_ONCE: Final = 500


class Loaded(NamedTuple):
    """One row as an entity of the network.

    Attributes
    ----------
    key : str
        Identifier of the row.
    open : bool
        Whether the engine may bring somebody together with it: not archived, not closed, and nobody behind it left the
        network, was archived or objected to matching.
    """

    key: str
    entity: Any
    open: bool


@dataclass(frozen=True)
class Kind:
    """How one table is read.

    Attributes
    ----------
    model : SQLModel
    entity : type
        The class of the library; columns have the names of its attributes but for those in `elsewhere`.
    ended : column or None
        Tells since when a row is set aside.
    person : column or None
        Who stands behind a row.
    convert : mapping of str to callable
        From what is stored to what the entity holds.
    """

    model: Any
    entity: type
    ended: Any = None
    person: Any = None
    elsewhere: Mapping[str, Any] | None = None
    convert: Mapping[str, Callable[[Any], Any]] | None = None

    @property
    def always_with_person(self) -> bool:
        """Whether a row is nothing without its person."""
        return self.model is Mentor

    def read(self, session: Session, ids: Iterable[str] | None = None) -> Iterator[Loaded]:
        """Yield rows in the order of the table; all of them, or those with these identifiers."""
        names = [field.name for field in fields(self.entity)]
        columns = [(self.elsewhere or {}).get(name) or getattr(self.model, name) for name in names]
        convert = [
            (place, (self.convert or {})[name]) for place, name in enumerate(names) if name in (self.convert or {})
        ]
        n = len(names)
        for row in self._rows(session, columns, ids):
            values = list(row)
            for place, made in convert:
                values[place] = made(values[place])
            entity = self.entity(*values[:n])
            key, ended, contact, present = values[n:]
            yield Loaded(
                str(key), entity, ended is None and (contact is None or present or self._goes_on(entity, contact))
            )

    def _goes_on(self, entity: Any, contact: str) -> bool:
        """Tell whether an entry stays without its person: a private person does not, a club or a bank does."""
        theirs = self.always_with_person or getattr(entity, "kind", None) is InvestorKind.PRIVATE
        return not theirs and folded(entity.name) != folded(contact)

    def _rows(self, session: Session, columns: Sequence[Any], ids: Iterable[str] | None) -> Iterator[Sequence[Any]]:
        nothing = sa.null()
        person = (nothing, nothing) if self.person is None else (Person.name, _PRESENT)
        every: list[Any] = [*columns, self.model.id, nothing if self.ended is None else self.ended, *person]
        statement: sa.Select[Any] = sa.select(*every).order_by(self.model.position, self.model.id)
        if self.person is not None:
            statement = statement.join(Person, col(Person.id) == self.person, isouter=True)
        connection = session.connection()
        if ids is None:
            yield from connection.execute(statement).all()
            return
        wanted: list[Any] = list(ids)
        if self.model is Decision:
            wanted = [int(key) for key in wanted if key.isdecimal()]
        for part in _parts(wanted):
            yield from connection.execute(statement.where(self.model.id.in_(part))).all()

    def extras(self, session: Session) -> list[dict[str, Any]]:
        """Return the team's own columns of each row, in the order of the table."""
        statement = sa.select(self.model.extras).order_by(self.model.position, self.model.id)
        return list(session.connection().scalars(statement))


def _in_network() -> sa.ColumnElement[bool]:
    """Return the condition on people that they can be matched: members, or known without any membership on record."""
    mine = sa.select(col(Membership.id)).where(col(Membership.person_id) == col(Person.id)).correlate(Person)
    return sa.and_(
        col(Person.archived_at).is_(None),
        col(Person.objected_at).is_(None),
        sa.or_(~mine.exists(), mine.where(col(Membership.left_on).is_(None)).exists()),
    )


_PRESENT: Final = _in_network()


def _choice(members: type[StrEnum]) -> Callable[[Any], Any]:
    # Looking a member up in a table takes a tenth of the time of calling its class.
    return {member.value: member for member in members}.__getitem__


def _text(value: str | None) -> str:
    return value or ""


def _skills(ids: list[str]) -> tuple[str, ...]:
    return tuple(skill for skill in ids if skill in default_taxonomy()) if ids else ()


KINDS: Final[dict[str, Kind]] = {
    "mentor": Kind(
        Mentor,
        entities.Mentor,
        ended=Mentor.archived_at,
        person=Mentor.person_id,
        elsewhere={"name": Person.name, "email": Person.email, "phone": Person.phone},
        convert={"status": _choice(MentorStatus), "tags": tuple, "sectors": tuple},
    ),
    "project": Kind(
        Project,
        entities.Project,
        ended=Project.archived_at,
        convert={"stage": _choice(Stage), "kind": lambda kind: ProjectKind(kind) if kind else None},
    ),
    # A table with a skill that the taxonomy has lost since could not be read again.
    "need": Kind(Need, entities.Need, ended=Need.closed_at, convert={"skills": _skills}),
    "investor": Kind(
        Investor,
        entities.Investor,
        ended=Investor.archived_at,
        person=Investor.contact_id,
        convert={
            "kind": _choice(InvestorKind),
            "instruments": lambda names: tuple(map(Instrument, names)),
            "sectors": tuple,
            "stages": lambda names: tuple(map(Stage, names)),
            "legal_forms": tuple,
        },
    ),
    "partner": Kind(Partner, entities.Partner, ended=Partner.archived_at, person=Partner.contact_id),
    "decision": Kind(Decision, entities.Decision, convert={"outcome": _choice(Outcome)}),
    "conflict": Kind(
        Conflict,
        entities.Conflict,
        elsewhere={"person_id": Conflict.party_id, "other_person_id": Conflict.other_party_id},
        convert={"project_id": _text, "other_person_id": _text},
    ),
}
"""How each table is read, by the kind of its changes."""


def of_people(session: Session, person_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Return the mentors, investors and partners (kind, identifier) behind which these people stand."""
    found = set()
    ids = list(person_ids)
    for name, kind in KINDS.items():
        if kind.person is not None:
            for part in _parts(ids):
                statement = sa.select(kind.model.id).where(kind.person.in_(part))
                found |= {(name, key) for key in session.connection().scalars(statement)}
    return found


def _parts(ids: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
