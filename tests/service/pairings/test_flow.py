"""From a suggestion to its outcome, the usual ways."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from service.access.roles import Role
from service.accounts.models import Account
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.decisions.models import Decision
from service.mail.models import OutgoingMessage
from service.mentors.models import Mentor
from service.pairings.models import TrainingRow
from service.people.models import Person
from tests.service.pairings.village import API, Village, others, village

if TYPE_CHECKING:
    from tests.service.house import House


def letters(place: Village, to: str) -> list[Any]:
    return [row for row in place.house.rows(OutgoingMessage) if row.recipient.startswith(to)]


def outcomes(place: Village) -> list[tuple[str, str, int | None]]:
    return [(row.outcome, row.reason, row.rating) for row in place.house.rows(Decision)]


def test_from_a_suggestion_to_the_ratings(house: House) -> None:
    place = village(house)
    new = place.propose(1, (2,), message="Annick, ce projet vous ressemble.")
    assert new["state"] == "proposed"
    assert [each["state"] for each in new["alternates"]] == ["waiting"]
    assert new["score"] == pytest.approx(0.9)
    assert not house.rows(OutgoingMessage)

    asked = place.does(place.team, new["id"], "ask")
    assert asked["due_at"] == (house.clock() + timedelta(days=7)).isoformat().replace("+00:00", "Z")
    (letter,) = letters(place, "mentor1")
    assert "Nadia F." in letter.body
    assert "Annick, ce projet vous ressemble." in letter.body
    assert "[coordonnées masquées]" in letter.body
    assert not any(secret in letter.body for secret in ("Ferrand", "nadia@", "06 12"))
    assert outcomes(place) == [("proposée", "", None)]

    house.clock.advance(days=1)
    place.does(place.mentors[0], new["id"], "accept")
    (letter,) = letters(place, "holder")
    assert "Annick R." in letter.body
    assert not any(secret in letter.body for secret in ("Rullier", "mentor1", "05 46"))

    house.clock.advance(days=1)
    agreed = place.does(place.holder, new["id"], "agree")
    assert [(each["side"], each["name"], each["phone"]) for each in agreed["contacts"]] == [
        ("mentor", "Annick Rullier", "05 46 00 00 00")
    ]
    assert "05 46 00 00 00" in letters(place, "holder")[-1].body
    exchange = next(row for row in letters(place, "mentor1") if "06 12 34 56 78" in row.body)
    assert "Nadia Ferrand" in exchange.body
    assert exchange.person_id == place.people[-1]
    assert place.states() == ["agreed", "withdrawn"]

    house.clock.advance(days=30)
    place.does(place.mentors[0], new["id"], "close", rating=4)
    place.does(place.holder, new["id"], "rate", rating=5, comment="Merci Annick.")
    assert outcomes(place) == [("proposée", "", None), ("acceptée", "", None), ("terminée", "", 5)]
    seen = place.team.get(f"{API}/{new['id']}").json()
    assert (seen["mentor_rating"], seen["holder_rating"], seen["holder_comment"]) == (4, 5, "Merci Annick.")
    (row,) = house.rows(TrainingRow)
    assert (row.outcome, row.mentor_rating, row.holder_rating) == ("closed", 4, 5)
    assert (row.position, row.shown, row.encoder, row.ranker) == (1, 3, "encoder-1", "prior-1")
    assert row.signals == {"expertise": 0.9, "territory": 0.5}
    told = {change.entity_id for change in house.rows(Change) if change.kind == "decision"}
    assert told == {str(decision.id) for decision in house.rows(Decision)}


def test_the_history_tells_who_did_what(house: House) -> None:
    place = village(house)
    key = place.asked()
    place.does(place.mentors[0], key, "decline", reason="no_time", comment="Ma mère est malade.")
    history = place.team.get(f"{API}/{key}/history").json()["items"]
    assert [(each["action"], each["before"], each["after"], each["by"]) for each in history] == [
        ("pairing.propose", None, "proposed", "team"),
        ("pairing.ask", "proposed", "asked", "team"),
        ("pairing.decline", "asked", "declined", "mentor"),
    ]
    assert history[-1]["actor"] == place.mentors[0].headers["x-account"]
    assert history[-1]["reason"] == "no_time"
    assert all(each["request_id"] for each in history)
    assert not any("mère" in str(entry.after) for entry in house.rows(AuditEntry))


def test_whoever_acts_is_active(house: House) -> None:
    place = village(house)
    key = place.asked()
    house.clock.advance(days=2)
    place.does(place.mentors[0], key, "accept")
    active = {row.id: row.last_active_at for row in house.rows(Person)}
    assert active[place.people[0]] == house.clock()
    assert active[place.people[-1]] < house.clock()


def test_the_team_rejects_for_a_reason(house: House) -> None:
    place = village(house)
    key = place.propose()["id"]
    assert place.tries(place.team, key, "reject").status_code == 422
    assert place.tries(place.team, key, "reject", reason="je ne sais pas").status_code == 422
    assert place.tries(place.team, key, "reject", reason="amount_not_fitting").status_code == 422
    seen = place.does(place.team, key, "reject", reason="skill_not_fitting")
    assert seen["reason_label"] == "la compétence ne correspond pas au besoin"
    assert outcomes(place) == [("refusée", "la compétence ne correspond pas au besoin", None)]
    (row,) = house.rows(TrainingRow)
    assert (row.outcome, row.reason, row.score) == ("rejected", "skill_not_fitting", pytest.approx(0.9))


def test_only_a_lasting_no_keeps_the_mentor_from_being_suggested(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    for move, reason, outcome in (
        ("decline", "not_my_skill", ["refusée"]),
        ("decline", "no_time", ["refusée"]),
        ("reject", "better_known_person", []),
    ):
        place = village(sqlite_house, 1, team=team)
        if move == "reject":
            place.does(team, place.propose()["id"], move, reason=reason)
        else:
            place.does(place.mentors[0], place.asked(), move, reason=reason)
        assert [row.outcome for row in sqlite_house.rows(Decision) if row.need_id == place.need_id] == outcome


def test_a_mentor_pauses(house: House) -> None:
    place = village(house)
    key = place.asked()
    for until in ("2026-11-24", "2036-01-01"):
        assert place.tries(place.mentors[0], key, "pause", until=until).status_code == 422
    assert place.row(key).state == "asked"
    seen = place.does(place.mentors[0], key, "pause", until="2027-01-31")
    assert (seen["state"], seen["reason"]) == ("declined", "pause")
    mentor = next(row for row in house.rows(Mentor) if row.id == place.mentor_ids[0])
    assert mentor.paused_until.isoformat() == "2027-01-31"
    assert ("mentor", mentor.id) in {(change.kind, change.entity_id) for change in house.rows(Change)}
    assert outcomes(place) == [("proposée", "", None)]
    assert [(row.outcome, row.reason) for row in house.rows(TrainingRow)] == [("declined", "pause")]


def test_the_holder_goes_another_way(house: House) -> None:
    place = village(house)
    key = place.asked()
    place.does(place.mentors[0], key, "accept")
    place.does(place.holder, key, "disagree", reason="too_far", comment="Cinquante kilomètres, c'est trop.")
    assert outcomes(place) == [("refusée", "trop loin", None)]
    mentor = place.mentors[0].get(f"{API}/{key}").json()
    assert (mentor["reason"], mentor["comment"], mentor["contacts"]) == (None, "", [])
    assert "trop" not in letters(place, "mentor1")[-1].body
    with house.reading() as session:
        account = place.team.headers["x-account"]
        address = session.exec(select(Account.email).where(Account.id == account)).one()
    assert "n'a plus personne" in letters(place, address)[-1].body


def test_a_pairing_of_the_teams_own(house: House) -> None:
    place = village(house)
    answer = place.team.post(API, json={"need_id": place.need_id, "mentor_id": place.mentor_ids[1]})
    assert answer.status_code == 201
    seen = answer.json()
    assert (seen["score"], seen["run_id"], seen["party_name"]) == (None, None, "Paulo Esteves")
    place.does(place.team, seen["id"], "reject", reason="other")
    (row,) = house.rows(TrainingRow)
    assert (row.score, row.position, row.signals) == (None, None, {})


def test_what_is_not_there_cannot_be_taken_up(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    tried: list[dict[str, Any]] = [
        {},
        {"run_id": "U-1"},
        {"run_id": "U-1", "position": 1, "mentor_id": "B1"},
        {"need_id": "N1", "mentor_id": "B1", "alternates": [2]},
        {"run_id": "U-1", "position": 1},
        {"need_id": "N1", "mentor_id": "B1"},
        {"project_id": "P1", "investor_id": "F1"},
    ]
    for sent in tried:
        assert team.post(API, json=sent).status_code == 422


def test_a_position_that_was_not_shown(sqlite_house: House) -> None:
    place = village(sqlite_house)
    for sent in ({"position": 9}, {"position": 1, "alternates": [9]}, {"position": 1, "alternates": [2, 2]}):
        assert place.team.post(API, json={"run_id": place.run_id} | sent).status_code == 422


def test_the_team_puts_investors_and_partners_in_touch(house: House) -> None:
    place = village(house)
    for run_id, reason in zip(others(place), ("amount_not_fitting", "offer_not_fitting"), strict=True):
        sent = {"run_id": run_id, "position": 1}
        key = place.team.post(API, json=sent).json()["id"]
        assert place.team.post(API, json=sent).status_code == 409
        assert place.tries(place.team, key, "ask").status_code == 409
        assert place.does(place.team, key, "introduce")["state"] == "introduced"
        assert place.does(place.team, key, "close")["state"] == "closed"
        assert place.tries(place.team, key, "rate", rating=5).status_code == 409
        again = place.team.post(API, json=sent).json()["id"]
        assert place.does(place.team, again, "reject", reason=reason)["state"] == "rejected"
        for who in (place.holder, *place.mentors):
            assert who.get(f"{API}/{key}").status_code == 404
            assert who.get(API).json()["items"] == []
    assert not house.rows(OutgoingMessage)
    assert not house.rows(Decision)
    assert sorted(row.outcome for row in house.rows(TrainingRow)) == ["closed", "closed", "rejected", "rejected"]


def test_a_project_without_a_holder_who_logs_in(house: House) -> None:
    """Networks that come from a spreadsheet know people who have no account: the team notes what they say."""
    place = village(house)
    with house.writing() as session:
        for account in session.exec(select(Account)).all():
            if account.id != place.team.headers["x-account"]:
                account.disabled_at = house.clock()
                session.add(account)
    key = place.asked()
    place.does(place.team, key, "accept")
    place.does(place.team, key, "agree")
    assert place.tries(place.team, key, "close", rating=4).status_code == 422
    place.does(place.team, key, "close", rating=4, rating_side="mentor")
    place.does(place.team, key, "rate", rating=2)
    assert outcomes(place)[-1] == ("terminée", "", 3)
    by = [entry.after for entry in house.rows(AuditEntry) if entry.action == "pairing.accept"]
    assert by == [{"state": "accepted", "by": "mentor", "noted_by": "team"}]
