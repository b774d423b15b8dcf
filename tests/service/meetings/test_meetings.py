"""Meetings of two people who work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.audit.models import AuditEntry
from tests.service.pairings.village import API, village

if TYPE_CHECKING:
    from tests.service.house import House


def test_both_sides_and_the_team_note_meetings(house: House) -> None:
    place = village(house)
    key = place.agreed()
    address = f"{API}/{key}/meetings"
    for who, day in ((place.mentors[0], "2026-11-24"), (place.holder, "2026-11-20"), (place.team, "2026-11-25")):
        answer = who.post(address, json={"held_on": day, "place": "au fournil", "note": "Nous avons lu la TVA."})
        assert answer.status_code == 201, answer.text
    for who in (place.mentors[0], place.holder, place.team):
        found = [(each["held_on"], each["noted_by"]) for each in who.get(address).json()]
        assert found == [("2026-11-20", "holder"), ("2026-11-24", "mentor"), ("2026-11-25", "team")]
    assert place.row(key).state == "agreed"
    noted = [entry for entry in house.rows(AuditEntry) if entry.action == "meeting.note"]
    assert len(noted) == 3
    assert not any("TVA" in str(entry.after) for entry in noted)


def test_a_meeting_has_taken_place(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.agreed()
    for day in ("2026-11-26", "1999-12-31", "demain"):
        answer = place.mentors[0].post(f"{API}/{key}/meetings", json={"held_on": day})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "held_on"


def test_meetings_come_between_agreement_and_closing(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    address, sent = f"{API}/{key}/meetings", {"held_on": "2026-11-25"}
    assert place.mentors[0].post(address, json=sent).status_code == 409
    assert place.holder.post(address, json=sent).status_code == 404
    place.does(place.mentors[0], key, "accept")
    place.does(place.holder, key, "agree")
    assert place.mentors[1].post(address, json=sent).status_code == 404
    assert place.mentors[1].get(address).status_code == 404
    assert place.holder.post(address, json=sent).status_code == 201
    place.does(place.holder, key, "close")
    assert place.holder.post(address, json=sent).status_code == 409
    assert len(place.holder.get(address).json()) == 1
