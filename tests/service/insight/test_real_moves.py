"""The figures after real moves and a real erasure: they count what the other rooms write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from tests.service.insight.network import day

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.insight.network import Town

PAIRINGS = "/api/v1/pairings"


def taken_up(team: TestClient, run: str, *moves: dict[str, Any]) -> str:
    """Take the first suggestion of a ranking up, and make moves; nobody has an account, so the team notes them."""
    answer = team.post(PAIRINGS, json={"run_id": run, "position": 1})
    assert answer.status_code == 201, answer.text
    pairing_id: str = answer.json()["id"]
    for move in moves:
        made = team.post(f"{PAIRINGS}/{pairing_id}/moves", json=move)
        assert made.status_code == 200, made.text
    return pairing_id


def figure(client: TestClient, path: str) -> dict[str, Any]:
    body: dict[str, Any] = client.get(f"/api/v1/insight/{path}").json()
    return body


def numbers(body: dict[str, Any]) -> dict[str, int]:
    return {row["outcome"]: row["number"] for row in body["outcomes"]}


def test_from_the_ranking_to_the_agreement_and_to_the_erasure(town: Town) -> None:
    team, clock = town.house.login(Role.ADMIN), town.house.clock
    yes, no, late = town.mentor("compta"), town.mentor("compta"), town.mentor("compta")
    ask = {"move": "ask"}
    for mentor, moves in (
        (yes, ({"move": "accept"}, {"move": "agree"})),
        (no, ({"move": "decline", "reason": "no_time"},)),
    ):
        run = town.run(town.need(created_at=day(3)), (mentor, 0.5), at=day(0))
        clock.advance(seconds=30)
        pairing = taken_up(team, run, ask)
        clock.advance(days=2)
        for move in moves:
            assert team.post(f"{PAIRINGS}/{pairing}/moves", json=move).status_code == 200
    run = town.run(town.need(), (late, 0.5), at=clock())
    pairing = taken_up(team, run, ask)
    clock.advance(days=1)
    assert team.post(f"{PAIRINGS}/{pairing}/moves", json={"move": "withdraw"}).status_code == 200
    clock.advance(days=300)

    assert numbers(figure(team, "acceptance/mentors")) == {"accepted": 1, "declined": 1, "withdrawn": 1}
    assert numbers(figure(team, "acceptance/team")) == {"taken": 2}
    assert figure(team, "follow-rate")["first_taken"] == 3
    # Accepted of the three needs is the one.
    assert figure(team, "coverage")["total"]["accepted"] == 1
    waits = {row["stage"]: row for row in figure(team, "waiting-times")["rows"]}
    # The withdrawn request was watched for one day, not for three hundred.
    assert (waits["answer"]["n"], waits["answer"]["ended"], waits["answer"]["median_days"]) == (3, 2, 2.0)
    assert waits["agreement"]["ended"] == 1
    rows = {row["id"]: row for row in figure(team, "by-mentor")["items"]}
    assert (rows[yes]["load"], rows[no]["load"], rows[yes]["accepted"], rows[no]["declined"]) == (1, 0, 1, 1)
    assert {row["outcome"] for row in team.get("/api/v1/training-rows").json()["items"]} == {"agreed", "declined"}

    for person in ("X0001", "X0002"):
        erased = team.post(f"/api/v1/people/{person}/erasure", json={"confirmation": person})
        assert erased.status_code == 200, erased.text
    after = figure(team, "acceptance/mentors")
    assert numbers(after) == {"accepted": 1, "declined": 1, "withdrawn": 1}
    assert [row["reason"] for row in after["reasons"]] == ["erased"]
    spread = figure(team, "exposure")
    assert (spread["mentors"], spread["erased_suggestions"], spread["erased_requests"]) == (1, 2, 2)
