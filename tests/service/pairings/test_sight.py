"""Who may know of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.roles import Role
from service.collectives.models import Collective, CollectiveMember
from service.pairings.discretion import HIDDEN
from service.projects.models import Project
from tests.service.pairings.village import API, village

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

SECRETS = ("Rullier", "Ferrand", "@exemple.fr", "06 12", "05 46")


def seen(who: TestClient, key: str) -> bool:
    one = who.get(f"{API}/{key}").status_code == 200
    assert (key in {each["id"] for each in who.get(API).json()["items"]}) is one
    return one


def test_each_side_learns_of_a_pairing_when_it_is_their_turn(house: House) -> None:
    place = village(house)
    key = place.propose()["id"]
    assert (seen(place.mentors[0], key), seen(place.holder, key)) == (False, False)
    place.does(place.team, key, "ask")
    assert (seen(place.mentors[0], key), seen(place.holder, key)) == (True, False)
    place.does(place.mentors[0], key, "accept")
    assert (seen(place.mentors[0], key), seen(place.holder, key)) == (True, True)
    assert not any(seen(other, key) for other in place.mentors[1:])
    assert not seen(house.login(Role.MENTOR, Role.HOLDER), key)


def test_others_do_not_know_that_pairings_exist(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.propose()["id"]
    for role in (Role.INVESTOR, Role.PARTNER, Role.OPERATIONAL_GROUP, Role.STEERING_COMMITTEE, Role.ANALYST):
        other = sqlite_house.login(role)
        for address in (API, f"{API}/{key}", f"{API}/reasons", f"{API}/{key}/history", f"{API}/{key}/meetings"):
            assert other.get(address).status_code == 404
        assert place.tries(other, key, "ask").status_code == 404


def test_a_mentor_who_refused_is_not_exposed(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    place.does(place.mentors[0], key, "decline", reason="refuses_topic")
    assert not seen(place.holder, key)
    assert seen(place.mentors[0], key)


def test_a_mentor_does_not_learn_that_the_team_rejected_them(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.propose()["id"]
    place.does(place.team, key, "reject", reason="skill_not_fitting")
    assert not seen(place.mentors[0], key)


def test_what_was_seen_stays_visible_when_it_is_withdrawn(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    place.does(place.mentors[0], key, "accept")
    place.does(place.team, key, "withdraw")
    assert seen(place.mentors[0], key)
    assert seen(place.holder, key)


def test_contact_details_appear_with_the_agreement_of_both(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    mentor, holder = place.mentors[0], place.holder
    before = mentor.get(f"{API}/{key}")
    assert HIDDEN in before.json()["need_text"]
    assert not any(secret in before.text for secret in SECRETS)
    place.does(mentor, key, "accept")
    assert before.json()["holder_name"] == "Nadia F."
    body = holder.get(f"{API}/{key}")
    assert body.json()["mentor"] == {
        "name": "Annick R.",
        "status": "retraité",
        "commune": "Matha",
        "tags": ["comptabilité"],
    }
    assert not any(secret in body.text for secret in ("Rullier", "mentor1", "05 46"))
    assert place.team.get(f"{API}/{key}").json()["contacts"] == []
    place.does(holder, key, "agree")
    assert {each["side"] for each in mentor.get(f"{API}/{key}").json()["contacts"]} == {"holder"}
    assert {each["side"] for each in holder.get(f"{API}/{key}").json()["contacts"]} == {"mentor"}
    assert {each["side"] for each in place.team.get(f"{API}/{key}").json()["contacts"]} == {"mentor", "holder"}
    assert "nadia@exemple.fr" in mentor.get(f"{API}/{key}").json()["need_text"]


def test_the_members_of_a_collective_act_for_its_project(house: House) -> None:
    place = village(house)
    member = house.login(Role.HOLDER, name="Lucie Faure")
    with house.writing() as session:
        session.add(Collective(id="C1", name="Les Amis", created_at=house.clock(), updated_at=house.clock()))
        session.flush()
        session.add(
            CollectiveMember(collective_id="C1", person_id=member.headers["x-person"], joined_on=house.clock().date())
        )
        project = session.get_one(Project, place.project_id)
        project.collective_id, project.holder_id = "C1", None
        session.add(project)
    key = place.asked()
    place.does(place.mentors[0], key, "accept")
    assert not seen(place.holder, key)
    assert seen(member, key)
    assert place.does(member, key, "agree")["state"] == "agreed"
    assert place.mentors[0].get(f"{API}/{key}").json()["contacts"][0]["name"] == "Lucie Faure"


def test_each_side_is_told_its_own_moves(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()

    def moves(who: TestClient) -> list[str]:
        return [each["move"] for each in who.get(f"{API}/{key}").json()["moves"]]

    assert moves(place.mentors[0]) == ["accept", "decline", "pause"]
    assert moves(place.team) == ["withdraw"]
    place.does(place.mentors[0], key, "accept")
    assert moves(place.mentors[0]) == []
    assert moves(place.holder) == ["agree", "disagree"]


def test_each_side_chooses_from_its_own_reasons(sqlite_house: House) -> None:
    lists = {
        role: sqlite_house.login(role).get(f"{API}/reasons").json()
        for role in (Role.ANIMATION, Role.MENTOR, Role.HOLDER)
    }
    assert {(each["side"], each["kind"]) for each in lists[Role.ANIMATION]} == {
        ("team", "mentor"),
        ("team", "investor"),
        ("team", "partner"),
        ("mentor", "mentor"),
        ("holder", "mentor"),
    }
    assert {each["side"] for each in lists[Role.MENTOR]} == {"mentor"}
    assert {each["side"] for each in lists[Role.HOLDER]} == {"holder"}
    labels = {each["reason"]: each["label"] for entry in lists[Role.MENTOR] for each in entry["reasons"]}
    assert labels["no_time"] == "pas le temps"
    assert labels["pause"] == "en pause"


def test_lists_are_filtered_and_paged(house: House) -> None:
    place = village(house)
    ids = [place.propose(position)["id"] for position in (1, 2, 3)]
    place.does(place.team, ids[2], "reject", reason="other")

    def listed(**filters: str | int) -> list[str]:
        return [each["id"] for each in place.team.get(API, params=filters).json()["items"]]

    assert set(listed()) == set(ids)
    assert listed(state="rejected") == [ids[2]]
    assert listed(mentor_id=place.mentor_ids[0]) == [ids[0]]
    assert set(listed(need_id=place.need_id, kind="mentor")) == set(ids)
    assert listed(kind="investor") == []
    assert listed(project_id="P-autre") == []
    first = place.team.get(API, params={"limit": 2}).json()
    rest = place.team.get(API, params={"limit": 2, "after": first["next"]}).json()
    assert {each["id"] for each in first["items"] + rest["items"]} == set(ids)
    assert rest["next"] is None


def test_the_newest_comes_first(sqlite_house: House) -> None:
    place = village(sqlite_house)
    ids = []
    for position in (1, 2, 3):
        ids.append(place.propose(position)["id"])
        sqlite_house.clock.advance(minutes=1)
    assert [each["id"] for each in place.team.get(API).json()["items"]] == ids[::-1]


def test_the_history_is_the_teams(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.agreed()
    assert place.mentors[0].get(f"{API}/{key}/history").status_code == 404
    assert place.holder.get(f"{API}/{key}/history").status_code == 404
    assert place.team.get(f"{API}/R-autre/history").status_code == 404
