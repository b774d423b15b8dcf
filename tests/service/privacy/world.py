"""A person about whom every table holds something, with a marker in every text, and others who share some of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from sqlmodel import SQLModel

from ptce_match.encoder.store import text_key
from service.access.roles import Role
from service.database.tables import METADATA
from service.mentors.models import Mentor
from service.people.models import Person
from service.privacy.inventory import INVENTORY, Nature
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from sqlmodel import Session

    from tests.service.house import House

NAME: Final = "Élodie Quermalec"
EMAIL: Final = "elodie.quermalec@exemple.fr"
PHONE: Final = "05 99 00 77 13"
PROFILE: Final = "J'ai réparé des clavecins zygomatiques pendant vingt ans. Je tiens aussi les comptes du théâtre."
MARK: Final = "zqmarque"
NOW: Final = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TABLES: Final = {mapper.class_.__tablename__: mapper.class_ for mapper in SQLModel._sa_registry.mappers}
MENTOR: Final = "B-elodie"


def mark(table: str, column: str) -> str:
    """Return what stands in one text column of the person's rows."""
    return f"{MARK}-{table}-{column}"


def filled(table: str, **given: Any) -> Any:
    """Return a row of a table with something in every column, marked where it is about the person."""
    model = TABLES[table]
    natures = INVENTORY[table].natures()
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in given:
            continue
        if natures[name] is Nature.PSEUDONYM:
            continue
        values[name] = _value(field.annotation, mark(table, name))
    return model(**values, **given)


def _value(annotation: Any, marker: str) -> Any:
    if get_origin(annotation) is list:
        return [_value(get_args(annotation)[0], marker)]
    if get_origin(annotation) is dict:
        inside = get_args(annotation)[1]
        return {marker: 0.25 if inside is float else marker}
    if get_args(annotation):
        return _value(next(each for each in get_args(annotation) if each is not type(None)), marker)
    simple: dict[Any, Any] = {
        str: marker,
        bytes: marker.encode(),
        int: 3,
        float: 0.5,
        bool: True,
        datetime: NOW,
        date: NOW.date(),
        Any: marker,
    }
    if annotation not in simple:
        return {marker: marker}
    return simple[annotation]


@dataclass(frozen=True)
class World:
    """Who is who."""

    client: TestClient
    person_id: str
    account_id: str
    other_id: str


def build(house: House) -> World:
    """Fill every table."""
    client = house.login(Role.MENTOR, Role.HOLDER, name=NAME)
    me, account = client.headers["x-person"], client.headers["x-account"]
    with house.writing() as session:
        person = session.get_one(Person, me)
        person.email, person.phone = EMAIL, PHONE
        session.add(person)
        session.add(
            Person(
                id="X-other",
                name="Paul Roy",
                email="paul@exemple.fr",
                phone="0599001122",
                created_at=NOW,
                last_active_at=house.clock(),
            )
        )
        session.flush()
        _registry(session, me)
        _together(session)
        _engine(session, house)
        _account(session, me, account)
    return World(client, me, account, "X-other")


def _registry(session: Session, me: str) -> None:
    session.add(
        filled("mentor", id=MENTOR, person_id=me, status="retraité", profile=PROFILE, sectors=[3], archived_at=None)
    )
    session.add(filled("investor", id="F-elodie", contact_id=me, kind="particulier", archived_at=None))
    session.add(filled("partner", id="T-elodie", contact_id=me, name=NAME, archived_at=None))
    session.add(filled("collective", id="C-ours"))
    session.add(
        filled("project", id="P-elodie", holder_id=me, stage="étude", holder=NAME, email=EMAIL, archived_at=None)
    )
    session.add(
        Project(
            id="P-shared",
            holder_id=me,
            holder=f"{NAME} et Paul Roy",
            title="Le fournil",
            stage="étude",
            description=f"{NAME} et Paul rouvrent le fournil.",
            email=EMAIL,
            created_at=NOW,
            updated_at=NOW,
        )
    )
    session.add(
        Project(
            id="P-other",
            holder_id="X-other",
            title="Le moulin",
            stage="étude",
            holder="Paul Roy",
            created_at=NOW,
            updated_at=NOW,
        )
    )
    session.add(
        Mentor(
            id="B-other",
            person_id="X-other",
            status="retraité",
            radius_km=30,
            hours_per_month=4,
            capacity=2,
            profile="Je forge.",
            refusals=f"Pas avec  quermalec élodie ({EMAIL.upper()}).",
            created_at=NOW,
            updated_at=NOW,
        )
    )
    session.flush()
    session.add(filled("need", id="N-elodie", project_id="P-elodie", closed_at=None))
    session.add(Need(id="N-other", project_id="P-other", text="Un besoin.", priority=1, created_at=NOW, updated_at=NOW))
    session.add(filled("collective_member", collective_id="C-ours", person_id=me))
    session.add(filled("conflict", id="K-1", party_id=MENTOR, project_id="P-other"))
    session.add(filled("membership", id="H-1", person_id=me))
    session.add(filled("consent", id="K-2", person_id=me, purpose="newsletter", basis="consent"))
    session.flush()


def _together(session: Session) -> None:
    session.add(
        filled(
            "run",
            id="R-1",
            kind="mentor",
            need_id="N-other",
            project_id="P-other",
            encoder="e5",
            ranker="prior",
            understood_as=[],
            said=[],
        )
    )
    # What another's need was taken to be about says nothing of this person.
    read = {"id": mark("run", "understood_as"), "name": mark("run", "understood_as"), "probability": 0.5}
    said = {"id": mark("run", "said"), "name": mark("run", "said")}
    own = filled(
        "run", id="R-2", kind="mentor", need_id="N-elodie", project_id="P-elodie", understood_as=[read], said=[said]
    )
    session.add(own)
    session.flush()
    session.add(filled("shown", run_id="R-1", mentor_id=MENTOR, position=2))
    session.add(filled("shown", run_id="R-2", mentor_id="B-other", position=1))
    session.add(
        filled(
            "pairing",
            id="A-1",
            kind="mentor",
            state="agreed",
            project_id="P-other",
            need_id="N-other",
            mentor_id=MENTOR,
            run_id="R-1",
        )
    )
    session.add(
        filled(
            "pairing",
            id="A-2",
            kind="mentor",
            state="closed",
            project_id="P-elodie",
            need_id="N-elodie",
            mentor_id="B-other",
        )
    )
    session.flush()
    session.add(filled("meeting", id="W-1", pairing_id="A-1"))
    session.add(filled("feedback", pairing_id="A-1", side="mentor"))
    session.add(filled("training_row", pairing_id="A-1", need_id="N-other", project_id="P-other", party_id=MENTOR))
    session.add(filled("decision", id=None, need_id="N-other", mentor_id=MENTOR, pairing_id="A-1", outcome="acceptée"))
    session.flush()


def _engine(session: Session, house: House) -> None:
    session.add(filled("text_vector", model="m", key=text_key(PROFILE, "profile"), vector=MARK.encode()))
    session.add(filled("text_vector", model="m", key=text_key("Je forge.", "profile"), vector=b"autre"))
    session.add(filled("text_task", kind="mentor", entity_id=MENTOR))
    if house.state.database.dialect.name == "postgresql":
        session.add(filled("mentor_vector", mentor_id=MENTOR, part=0, vector=[0.5] * 384))
    session.flush()


def _account(session: Session, me: str, account: str) -> None:
    later = NOW + timedelta(days=30)
    session.add(filled("api_token", id="Q-1", account_id=account))
    session.add(filled("one_time_link", id="L-1", account_id=account, person_id=me, expires_at=later))
    session.add(filled("one_time_link", id="L-2", digest="invitation", email=EMAIL))
    session.add(filled("job", id="J-1", state="done", created_by=account, kind="import"))
    session.flush()
    session.add(filled("import_draft", id="D-1", created_by=account, job_id="J-1", expires_at=later))
    session.add(filled("outgoing_message", id="M-1", person_id=me, recipient=EMAIL, sent_at=None, next_try_at=later))
    session.add(
        filled(
            "outgoing_message",
            id="M-2",
            recipient="paul@exemple.fr",
            body=f"De la part de {NAME}.",
            sent_at=None,
            next_try_at=later,
        )
    )
    session.add(
        filled(
            "audit_entry",
            id=None,
            actor=account,
            action="mentor.change",
            kind="mentor",
            entity_id=MENTOR,
            before=None,
            after={"capacity": 2},
        )
    )
    session.flush()


def all_rows(session: Session) -> dict[str, list[str]]:
    """Return every row of every table as text."""
    found = {}
    for table in METADATA.sorted_tables:
        if table.info.get("only", session.get_bind().dialect.name) == session.get_bind().dialect.name:
            found[table.name] = [str(tuple(row)) for row in session.connection().execute(table.select()).all()]
    return found
