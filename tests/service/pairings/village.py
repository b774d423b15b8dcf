"""A registry of a few people, straight through the tables: mentors, a holder, a project, a need, a recorded ranking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.database.base import new_id
from service.investors.models import Investor
from service.matching.models import Run, Shown
from service.mentors.models import Mentor
from service.pairings.expiry import LetExpire
from service.pairings.models import Pairing
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

NAMES = ("Annick Rullier", "Paulo Esteves", "Inès Belkacem", "Jean Dupuis")
NEED = "La TVA me fait peur. Écrivez-moi à nadia@exemple.fr ou au 06 12 34 56 78."
API = "/api/v1/pairings"


@dataclass
class Village:
    """A small registry, with somebody logged in for each side."""

    house: House
    team: TestClient
    holder: TestClient
    mentors: list[TestClient]
    mentor_ids: list[str]
    project_id: str
    need_id: str
    run_id: str
    people: list[str] = field(default_factory=list)

    def propose(self, position: int = 1, alternates: tuple[int, ...] = (), **more: Any) -> dict[str, Any]:
        """Take a suggestion of the ranking up."""
        sent = {"run_id": self.run_id, "position": position, "alternates": list(alternates)} | more
        answer = self.team.post(API, json=sent)
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def asked(self, position: int = 1, alternates: tuple[int, ...] = ()) -> str:
        """Take a suggestion up and ask the mentor; return the pairing's identifier."""
        key: str = self.propose(position, alternates)["id"]
        self.does(self.team, key, "ask")
        return key

    def agreed(self, position: int = 1) -> str:
        """Bring a pairing to the agreement of both."""
        key = self.asked(position)
        self.does(self.mentors[position - 1], key, "accept")
        self.does(self.holder, key, "agree")
        return key

    def does(self, who: TestClient, key: str, move: str, **more: Any) -> dict[str, Any]:
        """Make a move that is possible."""
        answer = self.tries(who, key, move, **more)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def tries(self, who: TestClient, key: str, move: str, **more: Any) -> Any:
        """Try a move."""
        return who.post(f"{API}/{key}/moves", json={"move": move} | more)

    def states(self) -> list[str]:
        """Return the states of the pairings of the need, by their rank in the ranking."""
        rows = [row for row in self.house.rows(Pairing) if row.project_id == self.project_id]
        return [row.state for row in sorted(rows, key=lambda row: (row.run_position or 0, row.position))]

    def row(self, key: str) -> Any:
        """Return a pairing as it is stored."""
        return next(row for row in self.house.rows(Pairing) if row.id == key)

    def let_time_count(self) -> bool:
        """Do what time has made due; return whether there was anything."""
        return LetExpire(self.house.settings, self.house.state.database, self.house.clock).run()


def village(
    house: House, mentors: int = 3, *, wanted: int = 1, capacity: int = 1, team: TestClient | None = None
) -> Village:
    """Return a new registry beside whatever the house holds already."""
    now = house.clock()
    people = [new_id("X") for _ in range(mentors + 1)]
    ids = [new_id("B") for _ in range(mentors)]
    project_id, need_id, run_id = new_id("P"), new_id("N"), new_id("U")
    with house.writing() as session:
        for number, person_id in enumerate(people[:-1]):
            session.add(
                Person(
                    id=person_id,
                    name=NAMES[number],
                    email=f"mentor{number + 1}-{person_id}@exemple.fr",
                    phone=f"05 46 00 00 0{number}",
                    created_at=now,
                    last_active_at=now,
                )
            )
        session.add(
            Person(
                id=people[-1],
                name="Nadia Ferrand",
                email=f"holder-{people[-1]}@exemple.fr",
                phone="06 12 34 56 78",
                created_at=now,
                last_active_at=now,
            )
        )
        session.flush()
        for person_id, mentor_id in zip(people, ids, strict=False):
            session.add(
                Mentor(
                    id=mentor_id,
                    person_id=person_id,
                    status="retraité",
                    commune="Matha",
                    radius_km=30,
                    hours_per_month=4,
                    capacity=capacity,
                    tags=["comptabilité"],
                    created_at=now,
                    updated_at=now,
                )
            )
        session.add(
            Project(
                id=project_id,
                holder_id=people[-1],
                holder="Nadia Ferrand",
                title="La Fournée du bourg",
                commune="Matha",
                sector=3,
                stage="création",
                created_at=now,
                updated_at=now,
            )
        )
        session.flush()
        session.add(
            Need(
                id=need_id,
                project_id=project_id,
                text=NEED,
                priority=1,
                mentors_wanted=wanted,
                created_at=now,
                updated_at=now,
            )
        )
        session.flush()
        session.add(ranking(run_id, "mentor", project_id, need_id, now))
        session.flush()
        for position, mentor_id in enumerate(ids, start=1):
            session.add(
                Shown(
                    run_id=run_id,
                    position=position,
                    mentor_id=mentor_id,
                    score=1 - position / 10,
                    signals={"expertise": 0.9, "territory": 0.5},
                )
            )
    return Village(
        house=house,
        team=team or house.login(Role.ANIMATION),
        holder=house.login(Role.HOLDER, person_id=people[-1]),
        mentors=[house.login(Role.MENTOR, person_id=person_id) for person_id in people[:-1]],
        mentor_ids=ids,
        project_id=project_id,
        need_id=need_id,
        run_id=run_id,
        people=people,
    )


def ranking(key: str, kind: str, project_id: str, need_id: str | None, now: Any) -> Run:
    """Return a recorded ranking without its suggestions."""
    return Run(
        id=key,
        kind=kind,
        need_id=need_id,
        project_id=project_id,
        asked_at=now,
        encoder="encoder-1",
        ranker="prior-1",
        asked_for=5,
        threshold=0.2,
        best_score=0.9,
    )


def others(place: Village) -> tuple[str, str]:
    """Add an investor and a partner, each in a ranking; return the identifiers of the rankings."""
    now = place.house.clock()
    runs = new_id("U"), new_id("U")
    with place.house.writing() as session:
        investor = Investor(
            id=new_id("F"),
            name="CIGALES du Marais",
            kind="cigale",
            radius_km=60,
            ticket_max=5000,
            created_at=now,
            updated_at=now,
        )
        partner = Partner(id=new_id("T"), name="Atelier partagé", created_at=now, updated_at=now)
        session.add_all([investor, partner])
        session.add(ranking(runs[0], "investor", place.project_id, None, now))
        session.add(ranking(runs[1], "partner", place.project_id, place.need_id, now))
        session.flush()
        session.add(Shown(run_id=runs[0], position=1, investor_id=investor.id, score=0.8))
        session.add(Shown(run_id=runs[1], position=1, partner_id=partner.id, score=0.7))
    return runs
