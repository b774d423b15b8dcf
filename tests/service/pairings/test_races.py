"""Two people who decide at once: one of them wins, and the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.audit.models import AuditEntry
from service.projects.models import Need
from tests.service.pairings.village import API, village

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

ROUNDS = 3


def at_once(*moves: tuple[TestClient, str, dict[str, Any]]) -> list[Any]:
    """Make moves at the same moment; return the answers."""
    start = Barrier(len(moves))

    def one(who: TestClient, key: str, sent: dict[str, Any]) -> Any:
        start.wait()
        return who.post(f"{API}/{key}/moves", json=sent)

    with ThreadPoolExecutor(len(moves)) as pool:
        return [task.result() for task in [pool.submit(one, *each) for each in moves]]


def statuses(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_a_mentor_accepts_while_the_team_withdraws(house: House) -> None:
    team = house.login(Role.ANIMATION)
    for _ in range(ROUNDS):
        place = village(house, 1, team=team)
        key = place.asked()
        seen = place.row(key).revision
        answers = at_once(
            (place.mentors[0], key, {"move": "accept", "revision": seen}),
            (team, key, {"move": "withdraw", "revision": seen}),
        )
        assert statuses(answers) == [200, 409]
        assert "Relisez-le" in next(answer for answer in answers if answer.status_code == 409).json()["detail"]
        moves = [entry for entry in house.rows(AuditEntry) if entry.entity_id == key]
        assert len(moves) == 3
        assert place.row(key).revision == seen + 1


def test_the_same_decision_sent_twice_counts_once(house: House) -> None:
    team = house.login(Role.ANIMATION)
    for _ in range(ROUNDS):
        place = village(house, 1, team=team)
        key = place.asked()
        answers = at_once(*[(place.mentors[0], key, {"move": "accept"})] * 2)
        assert statuses(answers) == [200, 409]


def test_a_mentor_with_one_place_accepts_two_requests(house: House) -> None:
    team = house.login(Role.ANIMATION)
    for _ in range(ROUNDS):
        place = village(house, 1, team=team)
        other = village(house, 0, team=team)
        one = place.asked()
        two = team.post(API, json={"need_id": other.need_id, "mentor_id": place.mentor_ids[0]}).json()["id"]
        place.does(team, two, "ask")
        answers = at_once((place.mentors[0], one, {"move": "accept"}), (place.mentors[0], two, {"move": "accept"}))
        assert statuses(answers) == [200, 409]


def test_two_mentors_accept_for_one_place(house: House) -> None:
    team = house.login(Role.ANIMATION)
    for _ in range(ROUNDS):
        place = village(house, 2, wanted=2, team=team)
        ids = [place.asked(1), place.asked(2)]
        with house.writing() as session:
            need = session.get_one(Need, place.need_id)
            need.mentors_wanted = 1
            session.add(need)
        answers = at_once(*[(place.mentors[n], ids[n], {"move": "accept"}) for n in range(2)])
        assert statuses(answers) == [200, 409]


def test_somebody_decided_in_between(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.propose()["id"]
    place.does(place.team, key, "ask", revision=0)
    answer = place.tries(place.team, key, "withdraw", revision=0)
    assert answer.status_code == 409
    assert "demandé au bénévole" in answer.json()["detail"]
    assert place.does(place.team, key, "withdraw", revision=1)["revision"] == 2
