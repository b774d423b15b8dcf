"""Rows of the registry put straight into a database, told to the engine as the routes tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlmodel import SQLModel, select

from service.changes import feed
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.investors.models import Investor
from service.matching import queue
from service.mentors.models import Mentor
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

Row = TypeVar("Row", bound=SQLModel)

NOW: Final = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ACCOUNTS: Final = "J'ai tenu vingt ans les comptes d'une coopérative de boulangers."
WOOD: Final = "Menuisier, je fabrique des escaliers et je rénove des charpentes en chêne."
_MOMENTS: Final[dict[str, Any]] = {"created_at": NOW, "updated_at": NOW}
_MATHA: Final[dict[str, Any]] = {"commune": "Matha", "postal_code": "17160", "insee": "17224"}


def add(session: Session, row: SQLModel, *, told: bool = True, queued: bool = True) -> Any:
    """Add a row, tell it, and queue its texts where it has any."""
    session.add(row)
    session.flush()
    kind = type(row).__tablename__
    key = str(row.id)  # type: ignore[attr-defined]
    if told and kind != "person":
        feed.tell(session, (str(kind), key))
    if queued and kind in {"mentor", "need", "project", "investor", "partner"}:
        queue.embed(session, NOW, str(kind), key)
    return row


def person(session: Session, key: str, name: str = "Annick Rullier", **changes: Any) -> Person:
    """Add somebody."""
    made: Person = add(session, Person(id=key, name=name, created_at=NOW, last_active_at=NOW, **changes))
    return made


def mentor(session: Session, key: str, profile: str = ACCOUNTS, *, name: str = "", **changes: Any) -> Mentor:
    """Add a mentor in Matha with room for two projects, and the person X-key."""
    person(session, f"X-{key}", name or f"Prénom {key}")
    values: dict[str, Any] = (
        {"radius_km": 30.0, "hours_per_month": 8.0, "capacity": 2, "status": "retraité"} | _MATHA | _MOMENTS
    )
    made: Mentor = add(session, Mentor(id=key, person_id=f"X-{key}", profile=profile, **(values | changes)))
    return made


def project(session: Session, key: str = "P1", **changes: Any) -> Project:
    """Add a project in Matha that looks for 9,000 euros as a company."""
    values: dict[str, Any] = {
        "title": "La fournée",
        "description": "Un four à pain.",
        "stage": "création",
        "amount_sought": 9000.0,
    }
    values |= {"legal_form": "SAS", "sector": 3}
    made: Project = add(session, Project(id=key, **(values | _MATHA | _MOMENTS | changes)))
    return made


def need(session: Session, key: str = "N1", project_id: str = "P1", **changes: Any) -> Need:
    """Add a need for accounts."""
    values: dict[str, Any] = {"text": "Qui peut tenir notre comptabilité ?", "priority": 1} | _MOMENTS
    made: Need = add(session, Need(id=key, project_id=project_id, **(values | changes)))
    return made


def investor(session: Session, key: str = "F1", **changes: Any) -> Investor:
    """Add a club of investors around Matha."""
    values: dict[str, Any] = {
        "name": "CIGALES du bourg",
        "kind": "cigale",
        "radius_km": 60.0,
        "ticket_min": 500.0,
        "ticket_max": 5000.0,
    }
    values |= {"instruments": ["capital"], "criteria": "Le pain et le bourg nous vont."}
    made: Investor = add(session, Investor(id=key, **(values | _MATHA | _MOMENTS | changes)))
    return made


def partner(session: Session, key: str = "T1", **changes: Any) -> Partner:
    """Add a partner that offers accounting."""
    values: dict[str, Any] = {
        "name": "Centre de gestion",
        "offer": "Tenue de la comptabilité et déclarations pour les créateurs.",
    }
    made: Partner = add(session, Partner(id=key, **(values | _MATHA | _MOMENTS | changes)))
    return made


def decision(session: Session, need_id: str, mentor_id: str, outcome: str, **changes: Any) -> Decision:
    """Add what was decided today."""
    values: dict[str, Any] = {"date": date(2026, 11, 25)} | changes
    made: Decision = add(session, Decision(need_id=need_id, mentor_id=mentor_id, outcome=outcome, **values))
    return made


def conflict(session: Session, key: str, party_id: str, **changes: Any) -> Conflict:
    """Add a conflict of interest."""
    made: Conflict = add(session, Conflict(id=key, party_id=party_id, **changes))
    return made


def rows(table: type[Row]) -> SelectOfScalar[Row]:
    """Return the statement that reads a whole table."""
    return select(table)


def changed(session: Session, kind: str, key: str) -> None:
    """Tell that something changed, words among it."""
    session.flush()
    feed.tell(session, (kind, key))
    queue.embed(session, NOW, kind, key)


def small(session: Session) -> None:
    """Fill the registry: two mentors of whom one keeps accounts, a project with a need, an investor and a partner."""
    mentor(session, "B1", name="Annick Rullier", tags=["comptabilité"])
    mentor(session, "B2", WOOD, name="Paulo Esteves")
    project(session)
    need(session)
    investor(session)
    partner(session)
