"""What belongs to a person, by identifier: the start of an export and of an erasure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from sqlmodel import col, or_, select

from ptce_match.network import InvestorKind
from service.accounts.models import Account
from service.collectives.models import CollectiveMember
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.pairings.models import Pairing
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session


class _Identified(Protocol):
    id: str


Row = TypeVar("Row", bound=_Identified)
_SEVERAL: Final = re.compile(r"\s*(?:,|;|/|&|\+|\bet\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belongings:
    """Everything that is a person's own.

    Attributes
    ----------
    investors, partners : tuple
        Those the person speaks for; `own_investors`, `own_partners` are the ones that *are* the person.
    projects : tuple of Project
        Those the person holds; `own_projects` are the ones that nobody else holds.
    collectives : tuple of str
        Those the person belongs to; `own_collectives` are the ones that nobody else belongs to.
    needs : tuple of Need
        Of the projects that the person holds.
    """

    person: Person
    accounts: tuple[Account, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    investors: tuple[Investor, ...] = ()
    partners: tuple[Partner, ...] = ()
    projects: tuple[Project, ...] = ()
    needs: tuple[Need, ...] = ()
    collectives: tuple[str, ...] = ()
    own_collectives: frozenset[str] = field(default=frozenset())

    @property
    def own_investors(self) -> tuple[Investor, ...]:
        """Private persons, and entries under the person's own name; a club or a bank stays when its contact leaves."""
        return tuple(
            investor
            for investor in self.investors
            if investor.kind == InvestorKind.PRIVATE or _same(investor.name, self.person.name)
        )

    @property
    def own_partners(self) -> tuple[Partner, ...]:
        """Entries under the person's own name; an organisation stays when its contact leaves."""
        return tuple(partner for partner in self.partners if _same(partner.name, self.person.name))

    @property
    def own_projects(self) -> tuple[Project, ...]:
        """Projects of no collective that has other members, whose holders' text names nobody else."""
        return tuple(
            project
            for project in self.projects
            if (project.collective_id is None or project.collective_id in self.own_collectives)
            and not others_named(project.holder, self.person.name)
        )

    @property
    def own_needs(self) -> tuple[Need, ...]:
        """Needs of the projects that nobody else holds."""
        own = {project.id for project in self.own_projects}
        return tuple(need for need in self.needs if need.project_id in own)

    @property
    def parties(self) -> list[str]:
        """Identifiers under which the person can be suggested to somebody."""
        mentors, investors, partners = self.mentors, self.investors, self.partners
        return [*(m.id for m in mentors), *(i.id for i in investors), *(p.id for p in partners)]

    @property
    def network_entries(self) -> list[tuple[str, str]]:
        """Everything of the person's in the network, by table and identifier: what an engine has to look at again."""
        return [
            *(("mentor", mentor.id) for mentor in self.mentors),
            *(("investor", investor.id) for investor in self.investors),
            *(("partner", partner.id) for partner in self.partners),
            *(("project", project.id) for project in self.projects),
            *(("need", need.id) for need in self.needs),
        ]

    @property
    def account_ids(self) -> list[str]:
        """Identifiers of the accounts."""
        return [account.id for account in self.accounts]

    @property
    def emails(self) -> list[str]:
        """Every address, in lower case, once."""
        given = [self.person.email, *(account.email for account in self.accounts)]
        given += [project.email for project in self.own_projects]
        return list(dict.fromkeys(email.lower() for email in given if email))


def others_named(holders: str, name: str) -> bool:
    """Tell whether a text of holders, such as « Anaïs Kowalczyk et Paul Roy », names somebody else than `name`."""
    parts = [part for part in _SEVERAL.split(holders) if part.strip()]
    if len(parts) <= 1:
        return False  # one name is the holder's, even where it is written another way
    return any(not _same(part, name) for part in parts)


def find(session: Session, person_id: str) -> Belongings | None:
    """Return what belongs to a person, None where there is no such person."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    collectives = _collectives(session, person_id)
    shared = _shared(session, collectives, person_id)
    own = frozenset(collectives) - shared
    projects = session.exec(
        select(Project)
        .where(or_(col(Project.holder_id) == person_id, col(Project.collective_id).in_(own)))
        .order_by(col(Project.id))
    ).all()
    ids = [project.id for project in projects]
    return Belongings(
        person=person,
        accounts=_rows(session.exec(select(Account).where(Account.person_id == person_id)).all()),
        mentors=_rows(session.exec(select(Mentor).where(Mentor.person_id == person_id)).all()),
        investors=_rows(session.exec(select(Investor).where(Investor.contact_id == person_id)).all()),
        partners=_rows(session.exec(select(Partner).where(Partner.contact_id == person_id)).all()),
        projects=tuple(projects),
        needs=_rows(session.exec(select(Need).where(col(Need.project_id).in_(ids))).all()),
        collectives=tuple(collectives),
        own_collectives=own,
    )


def pairings(session: Session, belongings: Belongings) -> list[Pairing]:
    """Return the pairings in which a person is suggested, or that concern a project of theirs, oldest first."""
    statement = select(Pairing).where(
        or_(
            col(Pairing.mentor_id).in_([entry.id for entry in belongings.mentors]),
            col(Pairing.investor_id).in_([entry.id for entry in belongings.investors]),
            col(Pairing.partner_id).in_([entry.id for entry in belongings.partners]),
            col(Pairing.project_id).in_([project.id for project in belongings.projects]),
        )
    )
    return list(session.exec(statement.order_by(col(Pairing.created_at), col(Pairing.id))).all())


def _collectives(session: Session, person_id: str) -> list[str]:
    statement = select(CollectiveMember.collective_id).where(CollectiveMember.person_id == person_id)
    return sorted(session.exec(statement).all())


def _shared(session: Session, collectives: Iterable[str], person_id: str) -> frozenset[str]:
    statement = select(CollectiveMember.collective_id).where(
        col(CollectiveMember.collective_id).in_(list(collectives)), CollectiveMember.person_id != person_id
    )
    return frozenset(session.exec(statement).all())


def _rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))


def _same(one: str, other: str) -> bool:
    return sorted(one.casefold().split()) == sorted(other.casefold().split())
