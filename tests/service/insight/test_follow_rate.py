"""How often the team takes the first suggestion."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role
from service.insight.follow_rate import warning
from service.insight.repository.flow import Choice
from tests.service.insight.network import day

if TYPE_CHECKING:
    from tests.service.insight.network import Town


def asked(town: Town, role: Role = Role.ANIMATION) -> dict[str, Any]:
    answer = town.house.login(role).get("/api/v1/insight/follow-rate")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def decided(town: Town, position: int, minutes: float, state: str = "proposed", alternate: int = 0) -> str:
    first, second, need = town.mentor(), town.mentor(), town.need()
    run = town.run(need, (first, 0.5), (second, 0.4), at=day(9))
    mentor = (first, second)[position - 1]
    at = day(9) + timedelta(minutes=minutes)
    town.pairing(need, mentor, state, run_id=run, run_position=position, created_at=at, alternate_rank=alternate)
    return run


def test_each_ranking_is_one_decision(town: Town) -> None:
    decided(town, 1, 2)
    decided(town, 2, 4)
    decided(town, 1, 10, "rejected")
    decided(town, 2, 1, "waiting", alternate=1)
    town.pairing(town.need(), town.mentor(), "proposed")
    body = asked(town)
    assert (body["decisions"], body["first_taken"], body["by_hand"]) == (3, 1, 1)
    assert body["median_seconds"] == 240
    assert body["rate"]["value"] == pytest.approx(1 / 3)
    assert body["warning"] is None


def test_rubber_stamping_is_told(town: Town) -> None:
    for _ in range(20):
        decided(town, 1, 0.2)
    told = asked(town)["warning"]
    assert "20 fois (100 %)" in told
    assert "moins d'une minute" in told


def test_an_empty_network(town: Town) -> None:
    assert (asked(town)["decisions"], asked(town)["rate"]) == (0, None)


def test_the_steering_committee_sees_no_small_number(town: Town) -> None:
    for position in (1, 1, 1, 1, 1, 2):
        decided(town, position, 2)
    body = asked(town, Role.STEERING_COMMITTEE)
    assert (body["decisions"], body["first_taken"], body["rate"], body["by_hand"]) == (6, None, None, 0)


def choices(first: int, others: int, seconds: float) -> list[Choice]:
    taken = [True] * first + [False] * others
    return [Choice(str(place), "P", each, seconds, place) for place, each in enumerate(taken)]


@pytest.mark.parametrize(
    ("first", "others", "seconds", "warned"),
    [(20, 0, 5, True), (19, 0, 5, False), (18, 2, 59, True), (17, 3, 5, False), (20, 0, 60, False), (45, 5, 5, True)],
)
def test_when_to_warn(first: int, others: int, seconds: float, *, warned: bool) -> None:
    assert (warning(choices(first, others, seconds)) is not None) == warned


def test_only_the_last_decisions_count() -> None:
    before = choices(0, 100, 600)
    assert warning([*before, *choices(50, 0, 5)]) is not None
    assert warning([*choices(50, 0, 5), *before]) is None
