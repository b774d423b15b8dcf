"""The people behind imported rows.

Each mentor is a person of their own. Somebody who carries a project alone is one, and so is an investor who is a private
individual; a collective's name, an association's and a bank's are nobody's. Somebody whom the registry knows by the same
name and the same address is not entered twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ptce_match.network import InvestorKind, ProjectKind
from service.database.base import new_id
from service.exchange import repository
from service.exchange.records import INVESTORS, MENTORS, PROJECTS, is_address
from service.people.models import Person
from service.people.names import folded

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.exchange.comparing import Changes
    from service.exchange.records import Row


@dataclass
class People:
    """Who is to be entered, and whose details change."""

    now: datetime
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    returned: list[Row] = field(default_factory=list)
    _known: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _phones: dict[str, str] = field(default_factory=dict)
    _mentors: set[str] = field(default_factory=set)

    def know(self, session: Session) -> None:
        """Learn who is there already."""
        for person in repository.known_people(session):
            self._known.setdefault((person.email.lower(), folded(person.name)), []).append(person.id)
            self._phones[person.id] = person.phone
            if person.is_mentor:
                self._mentors.add(person.id)

    def mentor(self, row: Row) -> str:
        """Return the person behind a new mentor: never one who is a mentor already."""
        details = _details(row)
        same = next((known for known in self._same(details) if known not in self._mentors), None)
        if same is None:
            person_id = self._enter(details)
        else:
            person_id = same
            details["phone"] = details["phone"] or self._phones.get(same, "")
            self.changed.append({"id": same, **details})
            self.returned.append({"id": same})
        self._mentors.add(person_id)
        return person_id

    def holder(self, row: Row) -> str | None:
        """Return who may act for a project; None unless one person carries it."""
        if row["kind"] != ProjectKind.INDIVIDUAL or not row["holder"]:
            return None
        details = {"name": row["holder"], "email": row["email"], "phone": ""}
        return next(iter(self._same(details)), None) or self._enter(details)

    def contact(self, row: Row) -> str | None:
        """Return who speaks for an investor; None unless it is a private individual."""
        return (
            self._enter({"name": row["name"], "email": "", "phone": ""})
            if row["kind"] == InvestorKind.PRIVATE
            else None
        )

    def _same(self, details: Row) -> list[str]:
        if not is_address(details["email"]):
            return []
        return self._known.get((details["email"].lower(), folded(details["name"])), [])

    def _enter(self, details: Row) -> str:
        person_id = new_id("X")
        self.new.append(
            {
                "id": person_id,
                **details,
                "folded_name": folded(details["name"]),
                "created_at": self.now,
                "updated_at": self.now,
                "last_active_at": self.now,
            }
        )
        self._known.setdefault((details["email"].lower(), folded(details["name"])), []).append(person_id)
        return person_id


def people_for(session: Session, now: datetime, changes: list[Changes]) -> People:
    """Give the rows of an import their people, and return who is to be entered or changed."""
    people = People(now)
    people.know(session)
    for each in changes:
        if each.record is MENTORS:
            _give_mentors(people, each)
        elif each.record is PROJECTS:
            _give(each, "holder_id", people.holder)
        elif each.record is INVESTORS:
            _give(each, "contact_id", people.contact)
    return people


def _give_mentors(people: People, changes: Changes) -> None:
    for row in changes.new:
        row["person_id"] = people.mentor(row)
    for before, row in changes.changed:
        row["person_id"] = before["person_id"]
        if any(row[name] != before[name] for name in repository.CONTACT):
            people.changed.append({"id": before["person_id"], **_details(row)})
        if before["archived_at"] is not None and row["archived_at"] is None:
            people.returned.append({"id": before["person_id"]})


def _give(changes: Changes, column: str, whose: Any) -> None:
    for row in changes.new:
        row[column] = whose(row)
    for before, row in changes.changed:
        # Whoever may act for it already goes on doing so, whatever the table says now.
        row[column] = before[column] or whose(row)


def _details(row: Row) -> Row:
    return {name: row[name] for name in repository.CONTACT}


def store(session: Session, people: People) -> None:
    """Write everybody down; to be done before the rows that name them."""
    now = people.now
    repository.insert_rows(session, Person, people.new)
    changed = [{**row, "folded_name": folded(row["name"]), "updated_at": now} for row in people.changed]
    repository.update_rows(session, Person, changed)
    back = {"last_active_at": now, "warned_month_at": None, "warned_week_at": None, "archived_at": None}
    repository.update_rows(session, Person, [{**row, **back} for row in people.returned])
