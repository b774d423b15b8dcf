"""What is still to be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from tests.service.insight.network import ROCHEFORT, day

if TYPE_CHECKING:
    from tests.service.insight.network import Town


def asked(town: Town, role: Role = Role.ANIMATION, **params: Any) -> dict[str, tuple[Any, ...]]:
    answer = town.house.login(role).get("/api/v1/insight/funding-gaps", params=params)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    rows = [*body["rows"], *([body["total"]] if body["total"] else [])]
    names = ("projects", "sought", "obtained", "left", "obtained_share")
    return {row["label"]: tuple(row[name] for name in names) for row in rows}


def test_one_projects_surplus_does_not_fill_anothers_gap(town: Town) -> None:
    town.project(stage="étude", amount_sought=10_000.5, amount_obtained=12_000.0)
    town.project(stage="étude", amount_sought=8_000.0, amount_obtained=3_000.0, insee=ROCHEFORT)
    town.project(stage="idée", amount_sought=2_000.0, sector=None)
    town.project(stage="idée")
    town.project(stage="idée", amount_sought=5_000.0, archived_at=day(1))
    assert asked(town) == {
        "étude": (2, 18_000.5, 15_000, 5_000, 0.8333),
        "idée": (1, 2_000, 0, 2_000, 0),
        "ensemble": (3, 20_000.5, 15_000, 7_000, 0.75),
    }
    assert asked(town, by="commune")["Rochefort (17)"][3] == 5_000
    assert asked(town, by="sector")["secteur non indiqué"][3] == 2_000


def test_the_steering_committee_sees_round_sums_of_several(town: Town) -> None:
    for number in range(6):
        town.project(stage="étude", amount_sought=10_000.0 + number)
    for _ in range(4):
        town.project(stage="idée", amount_sought=1_234.0)
    assert asked(town, Role.STEERING_COMMITTEE) == {
        "autres": (10, 65_000, 0, 65_000, 0),
        "ensemble": (10, 65_000, 0, 65_000, 0),
    }
