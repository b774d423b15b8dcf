"""Those in line behind a suggestion: asked in their order, and never without need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.audit.models import AuditEntry
from service.mail.models import OutgoingMessage
from service.mentors.models import Mentor
from service.pairings.models import Pairing, TrainingRow
from service.people.models import Person
from service.projects.models import Need
from tests.service.pairings.village import API, Village, village

if TYPE_CHECKING:
    from tests.service.house import House


def told(place: Village) -> int:
    """Return how often the team was told that nobody is left."""
    return sum("n'a plus personne" in row.body for row in place.house.rows(OutgoingMessage))


def test_the_next_one_is_asked_when_a_mentor_says_no(house: House) -> None:
    place = village(house)
    key = place.asked(1, (3, 2))
    place.does(place.mentors[0], key, "decline", reason="no_time")
    assert place.states() == ["declined", "waiting", "asked"]
    third = place.mentors[2].get(API).json()["items"][0]
    place.does(place.mentors[2], third["id"], "pause", until="2026-12-31")
    assert place.states() == ["declined", "asked", "declined"]
    assert told(place) == 0
    second = place.mentors[1].get(API).json()["items"][0]
    place.does(place.mentors[1], second["id"], "decline", reason="too_far")
    assert place.states() == ["declined", "declined", "declined"]
    assert told(place) == 1
    by_service = [entry.action for entry in house.rows(AuditEntry) if entry.actor == "system"]
    assert by_service == ["pairing.ask", "pairing.ask"]


def test_the_next_one_is_asked_when_the_holder_does_not_agree(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked(1, (2,))
    place.does(place.mentors[0], key, "accept")
    assert place.states() == ["accepted", "waiting"]
    place.does(place.holder, key, "disagree", reason="too_far")
    assert place.states() == ["declined_by_holder", "asked"]


def test_alternates_stand_down_when_both_agree(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked(1, (2, 3))
    place.does(place.mentors[0], key, "accept")
    place.does(place.holder, key, "agree")
    assert place.states() == ["agreed", "withdrawn", "withdrawn"]
    assert [row.outcome for row in sqlite_house.rows(TrainingRow)] == ["agreed"]


def test_a_rejected_suggestion_puts_the_next_one_before_the_team(sqlite_house: House) -> None:
    place = village(sqlite_house)
    new = place.propose(1, (2, 3))
    place.does(place.team, new["id"], "reject", reason="other")
    assert place.states() == ["rejected", "proposed", "waiting"]
    second = new["alternates"][0]["id"]
    place.does(place.team, second, "ask")
    place.does(place.mentors[1], second, "decline", reason="no_time")
    assert place.states() == ["rejected", "declined", "asked"]


def test_an_alternate_can_be_taken_out(sqlite_house: House) -> None:
    place = village(sqlite_house)
    new = place.propose(1, (2, 3))
    place.does(place.team, new["alternates"][0]["id"], "reject", reason="not_available")
    assert place.states() == ["proposed", "rejected", "waiting"]


def test_a_withdrawn_request_takes_its_alternates_along(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked(1, (2, 3))
    place.does(place.team, key, "withdraw")
    assert place.states() == ["withdrawn", "withdrawn", "withdrawn"]
    assert "n'est plus d'actualité" in sqlite_house.rows(OutgoingMessage)[-1].body
    assert not sqlite_house.rows(TrainingRow)


def test_who_cannot_be_asked_any_more_is_passed_over(house: House) -> None:
    place = village(house)
    key = place.asked(1, (2, 3))
    with house.writing() as session:
        mentor = session.get_one(Mentor, place.mentor_ids[1])
        mentor.capacity = 0
        session.add(mentor)
    place.does(place.mentors[0], key, "decline", reason="no_time")
    assert place.states() == ["declined", "withdrawn", "asked"]
    assert next(row.reason for row in house.rows(Pairing) if row.state == "withdrawn") == "not_available"


def test_a_closed_need_asks_nobody_else(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked(1, (2,))
    with sqlite_house.writing() as session:
        need = session.get_one(Need, place.need_id)
        need.closed_at = sqlite_house.clock()
        session.add(need)
    place.does(place.mentors[0], key, "decline", reason="no_time")
    assert place.states() == ["declined", "withdrawn"]
    assert told(place) == 0


@pytest.mark.parametrize("what", ["need", "mentor", "objection"])
def test_pairings_that_came_to_nothing_elsewhere_are_let_go(house: House, what: str) -> None:
    place = village(house)
    place.asked(1, (2, 3))
    table: Any = {"need": Need, "mentor": Mentor, "objection": Person}[what]
    key = {"need": place.need_id, "mentor": place.mentor_ids[0], "objection": place.people[0]}[what]
    moment = {"need": "closed_at", "mentor": "archived_at", "objection": "objected_at"}[what]
    with house.writing() as session:
        row = session.get_one(table, key)
        setattr(row, moment, house.clock())
        session.add(row)
    assert place.let_time_count()
    assert place.states() == [
        "withdrawn",
        "withdrawn" if what == "need" else "asked",
        "withdrawn" if what == "need" else "waiting",
    ]
    before = len(house.rows(OutgoingMessage))
    assert not place.let_time_count()
    assert len(house.rows(OutgoingMessage)) == before
    written = [row for row in house.rows(OutgoingMessage) if row.recipient.startswith("mentor1")]
    assert len(written) == (1 if what == "objection" else 2)


@pytest.mark.parametrize("erased", [0, 1])
def test_nobody_waits_behind_somebody_who_was_erased(house: House, erased: int) -> None:
    place = village(house)
    key = place.asked(1, (2, 3))
    if erased == 1:
        place.does(place.mentors[0], key, "decline", reason="no_time")
    with house.writing() as session:
        session.delete(session.get_one(Mentor, place.mentor_ids[erased]))
    assert place.let_time_count()
    left = place.states()
    assert left == (["proposed", "proposed"] if erased == 0 else ["declined", "proposed"])
    assert not place.let_time_count()
