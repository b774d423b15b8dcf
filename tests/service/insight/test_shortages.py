"""Needs that want somebody, and mentors who have room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from tests.service.insight.network import LA_ROCHELLE, ROCHEFORT, day

if TYPE_CHECKING:
    from tests.service.insight.network import Town

COUNTS = ("needs", "suggested", "nobody", "not_searched", "places_missing", "mentors", "free_places")


def asked(town: Town, role: Role = Role.ANIMATION, **params: Any) -> dict[str, tuple[Any, ...]]:
    answer = town.house.login(role).get("/api/v1/insight/shortages", params=params)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    rows = [*body["rows"], *([body["total"]] if body["total"] else [])]
    return {row["label"]: tuple(row[name] for name in COUNTS) for row in rows}


def test_by_skill(town: Town) -> None:
    books = town.mentor("Compta", capacity=2)
    busy = town.mentor("compta", capacity=1)
    town.mentor("compta", capacity=9, paused_until=date(2026, 11, 25))
    town.mentor("couture", capacity=3)
    need, other, covered, closed = town.need(mentors_wanted=2), town.need(), town.need(), town.need(closed_at=day(1))
    for each in (need, covered, closed):
        town.run(each, (books, 0.4))
    town.run(other, best=0.02)
    town.pairing(covered, busy, "accepted")
    town.pairing(need, books, "agreed")
    assert asked(town) == {
        "compta": (1, 1, 0, 0, 1, 1, 1),
        "compétence non reconnue": (1, 0, 1, 0, 1, 0, 0),
        "ensemble": (2, 1, 1, 0, 2, 2, 4),
    }


def test_a_pause_ends_with_its_last_day(town: Town) -> None:
    town.run(town.need(), (town.mentor("compta", paused_until=date(2026, 11, 24)), 0.4))
    assert asked(town)["compta"][-2:] == (1, 2)


def test_by_commune_counts_who_comes_that_far(town: Town) -> None:
    # Saintes to Rochefort is 35 km, to La Rochelle 62 km, as the crow flies.
    town.mentor(radius_km=40.0)
    town.mentor(radius_km=10.0)
    town.mentor(radius_km=10.0, remote=True, insee="")
    town.need(town.project(insee=ROCHEFORT))
    town.need(town.project(insee=LA_ROCHELLE))
    town.need(town.project(insee=""))
    found = asked(town, by="commune")
    assert found["Rochefort (17)"][-2:] == (2, 4)
    assert found["La Rochelle (17)"][-2:] == (1, 2)
    assert found["commune non reconnue"][-2:] == (0, 0)
    assert found["ensemble"][-2:] == (3, 6)


def test_the_best_score_tells_how_near_the_nearest_is(town: Town) -> None:
    town.run(town.need(), best=0.02)
    town.run(town.need(), best=0.06)
    answer = town.house.login(Role.ANIMATION).get("/api/v1/insight/shortages").json()
    assert answer["total"]["mean_best_score"] == 0.04


def test_archived_projects_want_nobody(town: Town) -> None:
    town.need(town.project(archived_at=day(1)))
    assert asked(town)["ensemble"][0] == 0


def test_the_steering_committee_sees_no_small_number(town: Town) -> None:
    rare, common = town.mentor("reliure"), [town.mentor("compta") for _ in range(5)]
    for _ in range(6):
        town.run(town.need(), (common[0], 0.5))
    for _ in range(4):
        town.run(town.need(), (rare, 0.5))
    # « reliure » alone is too small: it takes « compta » with it, and the mentors of both.
    assert asked(town, Role.STEERING_COMMITTEE) == {
        "autres": (10, 10, 0, 0, 10, 6, 12),
        "ensemble": (10, 10, 0, 0, 10, 6, 12),
    }
    town.run(town.need(), (rare, 0.5))
    found = asked(town, Role.STEERING_COMMITTEE)
    assert found["compta"][-2:] == (5, 10)
    assert found["reliure"] == (5, 5, 0, 0, 5, None, None)
