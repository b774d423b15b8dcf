"""Data for analysts: nothing that leads back to anybody."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from service.access.roles import Role
from service.insight.pseudonyms import Pseudonyms
from tests.service.insight.network import ROCHEFORT, Town, day

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ROWS, MENTORS = "/api/v1/training-rows", "/api/v1/insight/mentors"


def filled(town: Town, number: int) -> list[str]:
    """Judge some suggestions; return every identifier."""
    ids = []
    for _ in range(number):
        need, mentor = town.need(), town.mentor("compta")
        pairing = town.pairing(need, mentor, "agreed")
        town.judged(
            pairing, need, mentor, "agreed", signals={"expertise": 0.5}, position=1, shown_at=day(12), mentor_rating=4
        )
        ids += [need.id, need.project_id, mentor, pairing]
    return ids


def everything(client: TestClient, path: str, limit: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    params: dict[str, Any] = {"limit": limit}
    while True:
        page = client.get(path, params=params).json()
        items += page["items"]
        if page["next"] is None:
            return items
        params["after"] = page["next"]


def test_training_rows_come_under_pseudonyms(town: Town) -> None:
    ids = filled(town, 3)
    analyst = town.house.login(Role.ANALYST)
    rows = everything(analyst, ROWS, 2)
    assert len({row["row"] for row in rows}) == 3
    row = rows[0]
    assert (row["outcome"], row["signals"], row["position"], row["mentor_rating"]) == (
        "agreed",
        {"expertise": 0.5},
        1,
        4,
    )
    # 13 and 15 November 2026: the weeks of Monday the 9th.
    assert (row["shown_week"], row["decided_week"]) == ("2026-11-09", "2026-11-09")
    text = analyst.get(ROWS, params={"limit": 1}).text
    assert not any(each in text for each in ids)
    assert "2026-11-13" not in text


def test_a_mentor_has_one_pseudonym_everywhere(town: Town) -> None:
    filled(town, 1)
    analyst = town.house.login(Role.ANALYST)
    assert everything(analyst, ROWS, 5)[0]["party"] == everything(analyst, MENTORS, 5)[0]["mentor"]


def test_pseudonyms_depend_on_the_secret_alone() -> None:
    one, same, other = (Pseudonyms(SecretStr(secret)) for secret in ("a" * 40, "a" * 40, "b" * 40))
    assert one.of("B001") == same.of("B001") != other.of("B001")
    assert one.of("B001") != one.of("B002")
    assert one.at(one.place("B001")) == "B001"
    assert "B001" not in one.place("B001")


def test_a_wrong_cursor_is_told(town: Town) -> None:
    analyst = town.house.login(Role.ANALYST)
    for after in ("x", "B001", "gAAAAABf", "é", "\x00"):
        for path in (ROWS, MENTORS):
            answer = analyst.get(path, params={"after": after})
            assert answer.status_code == 422
            assert "depuis le début" in answer.json()["detail"]


def test_training_rows_as_csv_by_pages(town: Town) -> None:
    filled(town, 3)
    analyst = town.house.login(Role.ANALYST)
    answer = analyst.get(ROWS, params={"limit": 2}, headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert (len(lines), lines[0][:3], lines[1][5]) == (3, ["ligne", "genre", "besoin"], "expertise=0,5")
    address, _, relation = answer.headers["link"].partition(">; ")
    assert relation == 'rel="next"'
    rest = analyst.get(address.removeprefix("<"), headers={"accept": "text/csv"})
    assert rest.text.count("\r\n") == 2
    assert "link" not in rest.headers


def test_mentors_show_only_what_several_have_in_common(town: Town) -> None:
    for _ in range(5):
        town.mentor("Compta", hours_per_month=2.0, capacity=7)
    town.mentor("compta ", "Reliure d'art à Rochefort", insee="75056", hours_per_month=12.0, sectors=[3])
    town.mentor("compta", archived_at=day(1))
    rows = everything(town.house.login(Role.ANALYST), MENTORS, 4)
    assert len(rows) == 6
    usual = next(row for row in rows if row["department"] == "17")
    assert (usual["tags"], usual["hours"], usual["capacity"]) == (["compta"], "2 au plus", "3 et plus")
    rare = next(row for row in rows if row["department"] is None)
    assert (rare["tags"], rare["hours"], rare["sectors"]) == (["compta", "autre"], "plus de 10 à 20", [3])
    assert set(rare) == {"mentor", "status", "department", "tags", "sectors", "hours", "capacity", "remote"}
    assert ROCHEFORT
