"""How suggestions and requests spread over mentors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.people.models import Membership, Person
from tests.service.insight.network import day

if TYPE_CHECKING:
    from tests.service.insight.network import Town

PATH = "/api/v1/insight/exposure"


def asked(town: Town, role: Role = Role.ANIMATION, **params: Any) -> dict[str, Any]:
    answer = town.house.login(role).get(PATH, params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_same_need_shown_again_counts_once(town: Town) -> None:
    first, second, third, fourth = (town.mentor() for _ in range(4))
    need, other = town.need(), town.need()
    town.run(need, (first, 0.5), (second, 0.4), at=day(20))
    town.run(need, (first, 0.5), (second, 0.4), at=day(10))
    town.run(other, (first, 0.5))
    town.pairing(need, second, "asked", asked_at=day(10))
    body = asked(town)
    assert (body["mentors"], body["shown"], body["never_shown"], body["never_shown_share"]) == (4, 2, 2, 0.5)
    # 0, 0, 1, 2 of 3.
    assert body["gini_shown"] == round(7 / 12, 4)
    assert body["top_shown"] == round(2 / 3, 4)
    assert (body["asked"], body["gini_asked"], body["top_asked"]) == (1, 0.75, 1.0)
    assert asked(town, since="2026-11-15", until="2026-11-15")["gini_shown"] == 0.5
    assert {third, fourth}


def test_only_mentors_of_today_count(town: Town) -> None:
    town.mentor(archived_at=day(3))
    gone, opposed, back = town.mentor(), town.mentor(), town.mentor()
    with town.house.writing() as session:
        for number, mentor in enumerate((gone, back), 1):
            person = f"X{number + 1 if mentor == gone else 4:04}"
            session.add(
                Membership(
                    id=f"A{number}",
                    person_id=person,
                    charter_version="1",
                    charter_accepted_on=date(2025, 1, 1),
                    joined_on=date(2025, 1, 1),
                    left_on=date(2026, 11, 25) if mentor == gone else date(2027, 1, 1),
                )
            )
        session.get_one(Person, "X0003").objected_at = day(1)
    assert asked(town)["mentors"] == 1
    assert opposed


def test_an_empty_network(town: Town) -> None:
    body = asked(town)
    assert (body["mentors"], body["never_shown_share"], body["gini_shown"]) == (0, None, None)


def test_the_list_by_mentor(town: Town) -> None:
    annick, paulo = town.mentor(name="Annick Rullier"), town.mentor(name="Paulo Esteves", capacity=3)
    need, other = town.need(), town.need()
    town.run(need, (paulo, 0.5), (annick, 0.4))
    town.pairing(need, paulo, "accepted", asked_at=day(200), answered_at=day(199))
    town.pairing(other, paulo, "declined", asked_at=day(20), answered_at=day(19))
    town.pairing(other, paulo, "expired", asked_at=day(18))
    town.decision(other, annick, "acceptée", date(2026, 5, 1))
    team = town.house.login(Role.ANIMATION)
    body = team.get("/api/v1/insight/by-mentor").json()
    assert body["next"] is None
    first, second = body["items"]
    assert (first["name"], first["shown"], first["shown_first"], first["load"]) == ("Annick Rullier", 1, 0, 1)
    expected = {"shown": 1, "shown_first": 1, "asked": 3, "accepted": 1, "declined": 1, "expired": 1, "pending": 0}
    assert expected.items() <= second.items()
    assert (second["asked_recently"], second["load"], second["capacity"]) == (2, 1, 3)
    assert second["accepted_of_answers"]["value"] == 0.5
    page = team.get("/api/v1/insight/by-mentor", params={"limit": 1}).json()
    assert [each["id"] for each in page["items"]] == [annick]
    rest = team.get("/api/v1/insight/by-mentor", params={"limit": 1, "after": page["next"]}).json()
    assert (rest["items"], rest["next"]) == ([second], None)
    csv = team.get("/api/v1/insight/by-mentor", params={"format": "csv", "limit": 1})
    assert csv.text.count("\r\n") == 3


def test_the_steering_committee_sees_no_small_number(town: Town) -> None:
    mentors = [town.mentor() for _ in range(9)]
    need = town.need()
    town.run(need, *((mentor, 0.5) for mentor in mentors[:6]))
    body = asked(town, Role.STEERING_COMMITTEE)
    assert body["mentors"] == 9
    assert (body["shown"], body["never_shown"], body["never_shown_share"]) == (None, None, None)
    assert body["gini_shown"] is not None
    assert body["top_shown"] is None
    assert (body["asked"], body["never_asked"]) == (0, 9)
