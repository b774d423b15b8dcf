"""Which needs have somebody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from tests.service.insight.network import LA_ROCHELLE, ROCHEFORT, day

if TYPE_CHECKING:
    from tests.service.insight.network import Town

PATH = "/api/v1/insight/coverage"
COUNTS = ("needs", "accepted", "suggested", "nobody", "not_searched")


def asked(town: Town, role: Role = Role.ANIMATION, **params: Any) -> dict[str, Any]:
    answer = town.house.login(role).get(PATH, params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def counts(body: dict[str, Any]) -> dict[str, tuple[int | None, ...]]:
    return {row["label"]: tuple(row[name] for name in COUNTS) for row in body["rows"]}


def test_each_need_is_counted_once(town: Town) -> None:
    mentor = town.mentor("compta")
    accepted, suggested, nobody, town_need = (town.need() for _ in range(4))
    town.run(accepted, (mentor, 0.5))
    town.pairing(accepted, mentor, "accepted")
    town.run(suggested, (mentor, 0.3))
    town.run(nobody, best=0.05)
    body = asked(town)
    assert counts(body) == {"alimentation et agriculture durable": (4, 1, 1, 1, 1)}
    assert body["total"]["accepted_rate"]["value"] == 0.25
    assert (body["protected"], body["note"]) == (False, "")
    assert town_need.id


def test_the_last_ranking_counts(town: Town) -> None:
    need, mentor = town.need(), town.mentor("compta")
    town.run(need, (mentor, 0.5), at=day(20))
    town.run(need, best=0.01, at=day(10))
    assert counts(asked(town)) == {"alimentation et agriculture durable": (1, 0, 0, 1, 0)}


def test_a_later_refusal_takes_a_yes_back_and_the_history_counts(town: Town) -> None:
    mentor, other = town.mentor(), town.mentor()
    kept, lost = town.need(), town.need()
    for need in (kept, lost):
        town.decision(need, mentor, "acceptée", date(2026, 10, 1))
    town.decision(lost, mentor, "refusée", date(2026, 10, 2))
    town.decision(kept, other, "refusée", date(2026, 10, 3))
    assert counts(asked(town)) == {"alimentation et agriculture durable": (2, 1, 0, 0, 1)}


def test_the_skill_of_a_need_is_that_of_the_people_found(town: Town) -> None:
    books, law = town.mentor("Comptabilité"), town.mentor("juridique", "comptabilité ")
    need, other, unknown = town.need(), town.need(), town.need()
    town.run(need, (books, 0.5), (law, 0.4))
    town.run(other, (law, 0.5))
    town.run(unknown, best=0.01)
    assert counts(asked(town, by="skill")) == {
        "comptabilité": (2, 0, 2, 0, 0),
        "compétence non reconnue": (1, 0, 0, 1, 0),
    }


def test_communes_and_periods(town: Town) -> None:
    town.need(town.project(commune="Rochefort", insee=ROCHEFORT), created_at=day(10))
    town.need(town.project(commune="La Rochelle", insee=LA_ROCHELLE), created_at=day(400))
    town.need(town.project(commune="Trifouilly", insee=""), created_at=day(10))
    assert counts(asked(town, by="commune", since="2026-11-15", until="2026-11-15")) == {
        "Rochefort (17)": (1, 0, 0, 0, 1),
        "commune non reconnue": (1, 0, 0, 0, 1),
    }
    assert counts(asked(town, since="2026-11-16")) == {}
    assert counts(asked(town, by="commune", until="2025-12-31")) == {"La Rochelle (17)": (1, 0, 0, 0, 1)}


def test_needs_that_were_erased_are_told_apart(town: Town) -> None:
    town.erased("need", "", 7)
    town.erased("need", "", 2, month=date(2025, 3, 1))
    assert asked(town)["erased_needs"] == 9
    assert asked(town, since="2026-11-20")["erased_needs"] == 7


def test_the_steering_committee_sees_no_small_number(town: Town) -> None:
    mentor = town.mentor("compta")
    for sector, number in ((3, 6), (9, 3), (10, 2)):
        for _ in range(number):
            town.run(town.need(town.project(sector=sector)), (mentor, 0.5))
    town.erased("need", "", 3)
    body = asked(town, Role.STEERING_COMMITTEE)
    assert counts(body) == {"alimentation et agriculture durable": (6, 0, 6, 0, 0), "autres": (5, 0, 5, 0, 0)}
    assert (body["since"], body["until"]) == ("2026-01-01", "2026-12-31")
    assert body["protected"]
    assert "moins de 5" in body["note"]
    assert body["erased_needs"] is None


def test_several_needs_of_one_project_are_still_one_project(town: Town) -> None:
    project = town.project()
    for _ in range(8):
        town.need(project)
    body = asked(town, Role.STEERING_COMMITTEE)
    assert body["rows"] == []
    assert body["total"] is None


def test_years_are_asked_one_by_one(town: Town) -> None:
    committee = town.house.login(Role.STEERING_COMMITTEE)
    answer = committee.get(PATH, params={"since": "2025-12-01", "until": "2026-01-31"})
    assert answer.status_code == 422
    assert "année par année" in answer.json()["detail"]
    for params in ({"since": "2025-03-01"}, {"until": "2025-03-01"}, {"since": "2025-03-01", "until": "2025-04-01"}):
        assert committee.get(PATH, params=params).json()["since"] == "2025-01-01"
