"""What stands in the way of a pairing, and how that is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role
from service.clock import local_day
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.mentors.models import Mentor
from service.pairings.states import MOVE_LABELS, STATE_LABELS, TABLE, Kind, Side, State, find_step, possible
from service.people.models import Membership, Person
from service.projects.models import Need, Project
from tests.service.pairings.village import API, Village, village

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from tests.service.house import House


def change(place: Village, table: type[SQLModel], key: str, **values: Any) -> None:
    with place.house.writing() as session:
        row = session.get_one(table, key)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def accompanies(place: Village, mentor: int, outcome: str = "acceptée", day: date | None = None) -> str:
    """Let the network know of a mentor who works on another project; return the need."""
    other = village(place.house, 0, team=place.team)
    with place.house.writing() as session:
        session.add(
            Decision(
                need_id=other.need_id,
                mentor_id=place.mentor_ids[mentor],
                date=day or place.house.clock().date(),
                outcome=outcome,
            )
        )
    return other.need_id


def in_the_way(place: Village, what: str) -> None:
    """Put one obstacle between the first mentor and the need."""
    now, mentor_id, person_id = place.house.clock(), place.mentor_ids[0], place.people[0]
    simple: dict[str, tuple[type[SQLModel], str, dict[str, Any]]] = {
        "paused": (Mentor, mentor_id, {"paused_until": local_day(now)}),
        "no capacity": (Mentor, mentor_id, {"capacity": 0}),
        "archived": (Mentor, mentor_id, {"archived_at": now}),
        "objected": (Person, person_id, {"objected_at": now}),
        "need closed": (Need, place.need_id, {"closed_at": now}),
        "project archived": (Project, place.project_id, {"archived_at": now}),
        "holder objected": (Person, place.people[-1], {"objected_at": now}),
        "own project": (Project, place.project_id, {"holder_id": person_id}),
    }
    if what in simple:
        table, key, values = simple[what]
        change(place, table, key, **values)
    elif what == "full":
        accompanies(place, 0)
    elif what == "conflict":
        with place.house.writing() as session:
            session.add(Conflict(id=f"K-{place.project_id}", party_id=mentor_id, project_id=place.project_id))
    else:
        today = local_day(now)
        with place.house.writing() as session:
            session.add(
                Membership(
                    id=f"L-{person_id}",
                    person_id=person_id,
                    charter_version="1",
                    charter_accepted_on=today,
                    joined_on=today,
                    left_on=today,
                )
            )


OBSTACLES = {
    "paused": "en pause jusqu'au 25 novembre 2026",
    "full": "place : 1 projet accompagné sur 1",
    "no capacity": "place : 0 projet accompagné sur 0",
    "archived": "archiv",
    "objected": "rapprochements|suggestions",
    "left": "partie du réseau",
    "conflict": "conflit d'intérêts",
    "need closed": "besoin",
    "project archived": "archivé",
    "holder objected": "rapprochements",
    "own project": "le projet|ce projet",
}


@pytest.mark.parametrize("move", ["propose", "ask", "accept"])
def test_a_rule_is_asked_at_each_step(sqlite_house: House, move: str) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    for what, told in OBSTACLES.items():
        place = village(sqlite_house, 1, team=team)
        key = "" if move == "propose" else place.asked() if move == "accept" else place.propose()["id"]
        in_the_way(place, what)
        if move == "propose":
            answer = team.post(API, json={"run_id": place.run_id, "position": 1})
        else:
            answer = place.tries(place.mentors[0] if move == "accept" else team, key, move)
        assert answer.status_code == 409, what
        assert any(part in answer.json()["detail"] for part in told.split("|")), (what, answer.text)
        if move == "accept":
            assert place.row(key).state == "asked"


@pytest.mark.parametrize(("what", "status"), [("objected", 409), ("need closed", 409), ("full", 200)])
def test_what_is_asked_again_when_the_holder_agrees(sqlite_house: House, what: str, status: int) -> None:
    place = village(sqlite_house)
    key = place.asked()
    place.does(place.mentors[0], key, "accept")
    in_the_way(place, what)
    answer = place.tries(place.holder, key, "agree")
    assert answer.status_code == status
    assert "suggestions" not in answer.text  # the holder is not told what the mentor chose


def test_a_conflict_with_somebody_at_work_on_the_project(house: House) -> None:
    place = village(house, wanted=2)
    place.agreed(1)
    with house.writing() as session:
        session.add(Conflict(id="K1", party_id=place.mentor_ids[1], other_party_id=place.mentor_ids[0]))
        session.add(Conflict(id="K2", party_id=place.mentor_ids[0], other_party_id="autre"))
    answer = place.team.post(API, json={"run_id": place.run_id, "position": 2})
    assert answer.status_code == 409
    assert "quelqu'un qui l'accompagne" in answer.json()["detail"]
    assert place.propose(3)["state"] == "proposed"


def test_no_more_are_asked_than_the_need_wants(house: House) -> None:
    place = village(house, 4, wanted=2)
    ids = [place.propose(position)["id"] for position in (1, 2, 3)]
    place.does(place.team, ids[0], "ask")
    place.does(place.team, ids[1], "ask")
    answer = place.tries(place.team, ids[2], "ask")
    assert answer.status_code == 409
    assert "2 bénévoles" in answer.json()["detail"]
    place.does(place.mentors[0], ids[0], "decline", reason="no_time")
    place.does(place.team, ids[2], "ask")


def test_a_place_that_is_gone_when_the_mentor_says_yes(house: House) -> None:
    place = village(house)
    key = place.asked()
    with house.writing() as session:
        session.add(
            Decision(
                need_id=place.need_id,
                mentor_id=place.mentor_ids[1],
                date=house.clock().date(),
                outcome="acceptée",
            )
        )
    answer = place.tries(place.mentors[0], key, "accept")
    assert answer.status_code == 409
    assert "trouvé quelqu'un" in answer.json()["detail"]


def test_a_mentor_takes_on_no_more_projects_than_they_want(house: House) -> None:
    first = village(house)
    second = village(house, 0, team=first.team)
    one = first.asked()
    answer = first.team.post(API, json={"need_id": second.need_id, "mentor_id": first.mentor_ids[0]})
    two = answer.json()["id"]
    first.does(first.team, two, "ask")
    first.does(first.mentors[0], one, "accept")
    answer = first.tries(first.mentors[0], two, "accept")
    assert answer.status_code == 409
    assert "Vous n'avez plus de place" in answer.json()["detail"]
    first.does(first.holder, one, "agree")
    first.does(first.mentors[0], one, "close")
    assert first.does(first.mentors[0], two, "accept")["state"] == "accepted"


def test_past_decisions_count_until_they_are_completed(sqlite_house: House) -> None:
    place = village(sqlite_house)
    today = sqlite_house.clock().date()
    need_id = accompanies(place, 0, day=today - timedelta(days=30))
    sent = {"run_id": place.run_id, "position": 1}
    assert place.team.post(API, json=sent).status_code == 409
    with sqlite_house.writing() as session:
        session.add(Decision(need_id=need_id, mentor_id=place.mentor_ids[0], date=today, outcome="terminée"))
    assert place.team.post(API, json=sent).status_code == 201


def test_a_mentor_is_not_asked_twice_for_one_need(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    again = {"need_id": place.need_id, "mentor_id": place.mentor_ids[0]}
    assert place.team.post(API, json=again).status_code == 409
    place.does(place.mentors[0], key, "decline", reason="no_time")
    assert place.team.post(API, json=again).status_code == 201


def test_an_impossible_move_is_told_with_what_is_possible(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.propose()["id"]
    more: dict[str, dict[str, Any]] = {
        "decline": {"reason": "no_time"},
        "disagree": {"reason": "too_far"},
        "rate": {"rating": 3},
    }
    for move in ("accept", "agree", "introduce", "close", "rate", "decline", "disagree"):
        answer = place.tries(place.team, key, move, **more.get(move, {}))
        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Possible maintenant : demander au bénévole, écarter, retirer." in answer.json()["detail"]


def test_a_side_cannot_make_the_moves_of_another(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    assert place.tries(place.team, key, "accept").status_code == 409
    assert place.tries(place.mentors[0], key, "withdraw").status_code == 409
    assert place.tries(place.mentors[1], key, "accept").status_code == 404
    place.does(place.mentors[0], key, "accept")
    assert place.tries(place.mentors[0], key, "agree").status_code == 409
    assert "Rien n'est attendu" in place.tries(place.mentors[0], key, "agree").json()["detail"]


def test_moves_that_only_time_makes_are_not_offered(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    for move in ("expire", "promote", "destroy"):
        assert place.tries(place.team, key, move).status_code == 422


def test_the_message_is_edited_before_the_mentor_is_asked(sqlite_house: House) -> None:
    place = village(sqlite_house)
    new = place.propose(1, (2, 3))
    order = [each["id"] for each in new["alternates"]]
    sent = {"message": "Bonjour Annick", "alternates": order[::-1], "revision": 0}
    changed = place.team.patch(f"{API}/{new['id']}", json=sent).json()
    assert (changed["message"], changed["revision"]) == ("Bonjour Annick", 1)
    assert [each["id"] for each in changed["alternates"]] == order[::-1]
    assert place.team.patch(f"{API}/{new['id']}", json={"alternates": order[:1]}).status_code == 422
    assert place.team.patch(f"{API}/{new['id']}", json={"message": "x", "revision": 0}).status_code == 409
    unchanged = place.team.patch(f"{API}/{new['id']}", json={"alternates": order[::-1]}).json()
    assert unchanged["revision"] == 1
    place.does(place.team, new["id"], "ask")
    assert place.team.patch(f"{API}/{new['id']}", json={"message": "trop tard"}).status_code == 409
    assert place.mentors[0].patch(f"{API}/{new['id']}", json={"message": "x"}).status_code == 404


def test_the_table_is_sound() -> None:
    assert set(STATE_LABELS) == set(State)
    for kind in Kind:
        steps = TABLE[kind]
        assert len({(step.before, step.move) for step in steps}) == len(steps)
        assert {step.move for step in steps} <= set(MOVE_LABELS)
        ends = {step.after for step in steps} - {step.before for step in steps if step.after is not step.before}
        for state in {step.before for step in steps} - ends:
            # Whoever else stays silent, the team or time can end it.
            assert possible(kind, state, [Side.TEAM, Side.SERVICE]), state


def test_what_is_possible_is_what_is_found() -> None:
    for kind in Kind:
        for state in State:
            for side in Side:
                found = possible(kind, state, [side])
                assert all(find_step(kind, state, move, [side]) for move in found)
                assert not any(find_step(kind, state, move, [side]) for move in set(MOVE_LABELS) - set(found))
