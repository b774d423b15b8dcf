"""What the team takes up, and what mentors answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role
from tests.service.insight.network import day

if TYPE_CHECKING:
    from tests.service.insight.network import Town


def asked(town: Town, side: str, role: Role = Role.ANIMATION, **params: Any) -> dict[str, Any]:
    answer = town.house.login(role).get(f"/api/v1/insight/acceptance/{side}", params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def numbers(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {row["reason"] if row["reason"] is not None else row["outcome"]: row["number"] for row in rows}


def test_the_mentors_answers(town: Town) -> None:
    mentor = town.mentor()
    sent, said = {"asked_at": day(20)}, {"asked_at": day(20), "answered_at": day(18)}
    for state, moments in (
        ("accepted", said),
        ("agreed", said),
        ("closed", said),
        ("declined_by_holder", said),
        ("withdrawn", said),
        ("withdrawn", sent),
        ("expired", sent),
        ("asked", sent),
        ("proposed", {}),
        ("waiting", {}),
    ):
        town.pairing(town.need(), mentor, state, **moments)
    for reason in ("no_time", "no_time", "too_far"):
        town.pairing(town.need(), mentor, "declined", reason=reason, **said)
    body = asked(town, "mentors")
    assert numbers(body["outcomes"]) == {"accepted": 5, "declined": 3, "expired": 1, "pending": 1, "withdrawn": 1}
    assert numbers(body["reasons"]) == {"no_time": 2, "too_far": 1}
    assert [row["label"] for row in body["reasons"]] == ["pas le temps", "trop loin"]
    assert body["total"] == 11
    assert body["accepted_of_answers"]["value"] == 5 / 8
    assert body["accepted_of_ended"]["value"] == 5 / 9
    assert body["reasons"][0]["share"]["value"] == 2 / 3


def test_the_teams_decisions(town: Town) -> None:
    mentor = town.mentor()
    for state, changes in (
        ("proposed", {}),
        ("asked", {"asked_at": day(20)}),
        ("waiting", {}),
        ("withdrawn", {}),
        ("rejected", {"reason": "too_far"}),
        ("rejected", {"reason": None}),
    ):
        town.pairing(town.need(), mentor, state, **changes)
    body = asked(town, "team")
    assert numbers(body["outcomes"]) == {"taken": 2, "rejected": 2}
    assert numbers(body["reasons"]) == {"": 1, "too_far": 1}
    assert body["accepted_of_answers"]["value"] == 0.5


def test_what_was_erased_still_counts(town: Town) -> None:
    town.pairing(town.need(), town.mentor(), "declined", reason="no_time", asked_at=day(5), answered_at=day(4))
    for label, number in (
        ("mentor/closed", 3),
        ("mentor/declined", 2),
        ("mentor/rejected", 4),
        ("mentor/waiting", 9),
        ("investor/closed", 9),
    ):
        town.erased("pairing", label, number)
    body = asked(town, "mentors")
    assert numbers(body["outcomes"]) == {"accepted": 3, "declined": 3}
    assert numbers(body["reasons"]) == {"erased": 2, "no_time": 1}
    assert numbers(asked(town, "team")["outcomes"]) == {"taken": 6, "rejected": 4}
    assert numbers(asked(town, "mentors", until="2026-10-31")["outcomes"]) == {}


def test_the_steering_committee_sees_no_small_number(town: Town) -> None:
    said = {"asked_at": day(20), "answered_at": day(18)}
    people = [town.mentor() for _ in range(6)]
    for mentor in people:
        town.pairing(town.need(), mentor, "accepted", **said)
        town.pairing(town.need(), mentor, "declined", reason="no_time", **said)
    for mentor in people[:2]:
        town.pairing(town.need(), mentor, "declined", reason="too_far", **said)
    body = asked(town, "mentors", Role.STEERING_COMMITTEE)
    assert numbers(body["outcomes"]) == {"accepted": 6, "declined": 8}
    assert [(row["label"], row["number"]) for row in body["reasons"]] == [("autres", 8)]
    assert body["accepted_of_answers"]["value"] == 6 / 14
    town.pairing(town.need(), people[0], "expired", asked_at=day(20))
    body = asked(town, "mentors", Role.STEERING_COMMITTEE)
    assert [(row["label"], row["number"]) for row in body["outcomes"]] == [("refusée", 8), ("autres", 7)]
    assert body["accepted_of_answers"] is None


def test_reasons_do_not_part_what_was_merged(town: Town) -> None:
    """Six refusals are merged with one expiry: told by their reasons, they would give the one away."""
    people = [town.mentor() for _ in range(7)]
    for mentor in people[:6]:
        town.pairing(town.need(), mentor, "declined", reason="no_time", asked_at=day(9), answered_at=day(8))
    for mentor in people:
        town.pairing(town.need(), mentor, "accepted", asked_at=day(9), answered_at=day(8))
    town.pairing(town.need(), people[6], "expired", asked_at=day(9))
    body = asked(town, "mentors", Role.STEERING_COMMITTEE)
    assert [row["outcome"] for row in body["outcomes"]] == ["accepted", "others"]
    assert body["reasons"] == []


@pytest.mark.parametrize("side", ["team", "mentors"])
def test_an_empty_network(town: Town, side: str) -> None:
    body = asked(town, side)
    assert (body["total"], body["outcomes"], body["accepted_of_answers"]) == (0, [], None)
