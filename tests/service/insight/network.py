"""A small network written straight into the database, so that each figure can be told from what stands in a test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from service.decisions.models import Decision
from service.matching.models import Run, Shown
from service.meetings.models import Meeting
from service.mentors.models import Mentor
from service.pairings.models import Pairing, TrainingRow
from service.people.models import Person
from service.privacy.models import KeptCount
from service.projects.models import Need, Project
from tests.service.house import START

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from tests.service.house import House

SAINTES, ROCHEFORT, LA_ROCHELLE = "17415", "17299", "17300"


def day(number: float) -> datetime:
    """Return a moment so many days before the house's clock stands."""
    return START - timedelta(days=number)


@dataclass
class Town:
    """Writes rows with usual values, in the order in which they are asked for."""

    house: House
    _numbers: dict[str, int] = field(default_factory=dict)

    def _id(self, prefix: str) -> str:
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{self._numbers[prefix]:04}"

    def add(self, *rows: SQLModel) -> None:
        """Write rows."""
        with self.house.writing() as session:
            for row in rows:
                session.add(row)
                session.flush()

    def mentor(self, *tags: str, name: str = "Annick Rullier", **changes: Any) -> str:
        """Write a mentor of Saintes; return the identifier."""
        mentor_id, person_id = self._id("B"), self._id("X")
        values: dict[str, Any] = {
            "status": "retraité",
            "commune": "Saintes",
            "insee": SAINTES,
            "radius_km": 20.0,
            "hours_per_month": 4.0,
            "capacity": 2,
            "tags": list(tags),
            "created_at": day(900),
            "updated_at": day(900),
        }
        person = Person(id=person_id, name=name, created_at=day(900), last_active_at=day(1))
        self.add(person, Mentor(id=mentor_id, person_id=person_id, **(values | changes)))
        return mentor_id

    def project(self, **changes: Any) -> str:
        """Write a project of Saintes; return the identifier."""
        project_id = self._id("P")
        values: dict[str, Any] = {
            "title": "Une conserverie",
            "commune": "Saintes",
            "insee": SAINTES,
            "sector": 3,
            "stage": "création",
            "created_at": day(100),
            "updated_at": day(100),
        }
        self.add(Project(id=project_id, **(values | changes)))
        return project_id

    def need(self, project_id: str | None = None, **changes: Any) -> Need:
        """Write a need, of a project of its own unless one is given."""
        values: dict[str, Any] = {
            "text": "Tenir les comptes",
            "priority": 1,
            "created_at": day(50),
            "updated_at": day(50),
        }
        need = Need(id=self._id("N"), project_id=project_id or self.project(), **(values | changes))
        self.add(need)
        return need

    def run(self, need: Need, *scores: tuple[str, float], at: datetime | None = None, best: float | None = None) -> str:
        """Write a ranking that showed mentors with these scores."""
        run_id = self._id("L")
        highest = max((score for _, score in scores), default=0.0) if best is None else best
        self.add(
            Run(
                id=run_id,
                kind="mentor",
                need_id=need.id,
                project_id=need.project_id,
                asked_at=at or day(40),
                encoder="e",
                ranker="r",
                asked_for=5,
                threshold=0.12,
                best_score=highest,
            ),
            *(
                Shown(run_id=run_id, position=position, mentor_id=mentor, score=score)
                for position, (mentor, score) in enumerate(scores, 1)
            ),
        )
        return run_id

    def pairing(self, need: Need, mentor_id: str, state: str, **changes: Any) -> str:
        """Write a pairing."""
        pairing_id = self._id("R")
        values: dict[str, Any] = {"kind": "mentor", "created_at": day(30)}
        self.add(
            Pairing(
                id=pairing_id,
                state=state,
                need_id=need.id,
                project_id=need.project_id,
                mentor_id=mentor_id,
                **(values | changes),
            )
        )
        return pairing_id

    def decision(self, need: Need, mentor_id: str, outcome: str, on: date) -> None:
        """Write a row of the history."""
        self.add(Decision(need_id=need.id, mentor_id=mentor_id, date=on, outcome=outcome))

    def meeting(self, pairing_id: str, held_on: date) -> None:
        """Note a meeting."""
        self.add(Meeting(id=self._id("M"), pairing_id=pairing_id, held_on=held_on, created_at=day(0)))

    def judged(self, pairing_id: str, need: Need, mentor_id: str, outcome: str, **changes: Any) -> None:
        """Write a row for the ranker."""
        values: dict[str, Any] = {"kind": "mentor", "decided_at": day(10)}
        self.add(
            TrainingRow(
                pairing_id=pairing_id,
                need_id=need.id,
                project_id=need.project_id,
                party_id=mentor_id,
                outcome=outcome,
                **(values | changes),
            )
        )

    def erased(self, measure: str, label: str, number: int, month: date = date(2026, 11, 1)) -> None:
        """Write what an erasure left."""
        self.add(KeptCount(month=month, measure=measure, label=label, number=number))
