"""The database of the load test: a network, and people with open sessions."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from ptce_match import Network
from ptce_match.resources import resource
from scripts.bench import many_mentors
from service.access.actor import SYSTEM
from service.access.identity import COOKIE, digest
from service.access.roles import Role
from service.accounts.models import Account, AccountRole, LoginSession
from service.clock import utc_now
from service.database import migrate
from service.database.base import new_id
from service.database.connection import open_database, writing
from service.exchange.importing import import_network
from service.mentors.models import Mentor
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True)
class Stage:
    """Who is there, with the secret of each one's session."""

    cookie: str
    team: list[dict[str, Any]]
    holders: list[dict[str, Any]]
    mentors: list[dict[str, Any]]
    needs: list[str]
    texts: list[str]
    stories: list[str]

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON document."""
        return asdict(self)


def prepare(url: str, mentors: int, users: int) -> Stage:
    """Fill an empty database with the demo network, grown to so many mentors, and open the sessions."""
    demo = Network.read(resource("data", "demo"))
    network = demo
    if mentors > len(demo.mentors):
        grown = many_mentors(demo, mentors - len(demo.mentors))
        network = replace(demo, mentors=(*demo.mentors, *grown.mentors))
    database = open_database(
        url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url
    )
    migrate.upgrade(database)
    with writing(database) as session:
        import_network(session, utc_now(), SYSTEM, network, "merge")
    with writing(database) as session:
        stage = Stage(
            cookie=COOKIE,
            team=[{"session": _login(session, Role.ANIMATION)} for _ in range(max(1, users // 5))],
            holders=_holders(session, users * 2 // 5),
            mentors=_mentors(session, users * 2 // 5),
            needs=list(session.exec(select(Need.id)).all()),
            texts=[need.text for need in demo.needs],
            stories=[part.strip() + "." for m in demo.mentors for part in m.profile.split(".") if len(part) > 40],
        )
    database.dispose()
    return stage


def _holders(session: Session, count: int) -> list[dict[str, Any]]:
    found = []
    for project in session.exec(select(Project).order_by(Project.id).limit(count)).all():
        person = Person(id=new_id("X"), name="Porteur Essai", created_at=utc_now(), last_active_at=utc_now())
        session.add(person)
        session.flush()
        project.holder_id = person.id
        needs = list(session.exec(select(Need.id).where(Need.project_id == project.id)).all())
        secret = _login(session, Role.HOLDER, person.id)
        found.append({"session": secret, "project": project.id, "needs": needs})
    return found


def _mentors(session: Session, count: int) -> list[dict[str, Any]]:
    chosen = session.exec(select(Mentor).order_by(Mentor.id).limit(count)).all()
    return [{"session": _login(session, Role.MENTOR, m.person_id), "mentor": m.id} for m in chosen]


def _login(session: Session, role: Role, person_id: str | None = None) -> str:
    now, secret = utc_now(), secrets.token_urlsafe(32)
    if person_id is None:
        person_id = new_id("X")
        session.add(Person(id=person_id, name="Camille Essai", created_at=now, last_active_at=now))
        session.flush()
    account = Account(
        id=new_id("A"), person_id=person_id, email=f"{new_id('m')}@exemple.fr", email_confirmed_at=now, created_at=now
    )
    session.add(account)
    session.flush()
    session.add(AccountRole(account_id=account.id, role=role))
    session.add(
        LoginSession(
            digest=digest(secret),
            id=new_id("S"),
            account_id=account.id,
            created_at=now,
            expires_at=now + timedelta(days=1),
            last_seen_at=now,
        )
    )
    return secret
