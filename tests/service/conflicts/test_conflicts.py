"""Conflicts of interest: noted by the team, declared by a mentor for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.roles import TEAM, Role
from service.conflicts.models import Conflict
from service.pairings.models import Pairing
from tests.service.registry.asking import (
    API,
    INVESTOR,
    PARTNER,
    PROJECT,
    audited,
    listed,
    mentor_of,
    posted,
    refused,
    told,
    written_in_the_log,
)

if TYPE_CHECKING:
    from datetime import datetime

    from tests.service.house import House


def asked(house: House, mentor_id: str, project_id: str, at: datetime | None) -> None:
    with house.writing() as session:
        session.add(
            Pairing(
                id=f"R-{mentor_id}-{project_id}",
                kind="mentor",
                state="proposed",
                project_id=project_id,
                mentor_id=mentor_id,
                created_at=house.clock(),
                asked_at=at,
            )
        )


def test_the_team_notes_a_conflict_and_takes_it_out(house: House) -> None:
    team = house.login(Role.ANIMATION)
    (mentor, _), project = mentor_of(house, team), posted(team, "/projects", PROJECT)
    body = {"party_id": mentor["id"], "project_id": project["id"], "reason": "Beau-frère de la porteuse."}
    noted = posted(team, "/conflicts", body)
    assert listed(team, "/conflicts") == [noted]
    assert ("conflict", noted["id"]) in told(house)
    assert refused(team, "POST", "/conflicts", body) == (409, "")
    assert team.delete(f"{API}/conflicts/{noted['id']}").status_code == 204
    assert refused(team, "DELETE", f"/conflicts/{noted['id']}") == (404, "")
    assert audited(house, "conflict.delete")[0].before == {"party_id": mentor["id"], "project_id": project["id"]}
    assert "frère" not in written_in_the_log(house)


def test_any_two_of_the_network_once_in_either_order(house: House) -> None:
    team = house.login(Role.ANIMATION)
    mentor, _ = mentor_of(house, team)
    investor, partner = posted(team, "/investors", INVESTOR), posted(team, "/partners", PARTNER)
    posted(team, "/conflicts", {"party_id": mentor["id"], "other_party_id": investor["id"]})
    posted(team, "/conflicts", {"party_id": investor["id"], "other_party_id": partner["id"]})
    turned = {"party_id": investor["id"], "other_party_id": mentor["id"]}
    assert refused(team, "POST", "/conflicts", turned) == (409, "")


def test_both_sides_are_there_and_differ(house: House) -> None:
    team = house.login(Role.ANIMATION)
    (mentor, _), project = mentor_of(house, team), posted(team, "/projects", PROJECT)
    me, it = mentor["id"], project["id"]
    for body, field in (
        ({"party_id": me}, "project_id"),
        ({"party_id": me, "project_id": it, "other_party_id": me}, "project_id"),
        ({"party_id": me, "other_party_id": me}, "other_party_id"),
        ({"party_id": "inconnu", "project_id": it}, "party_id"),
        ({"party_id": it, "project_id": it}, "party_id"),
        ({"party_id": me, "project_id": "inconnu"}, "project_id"),
        ({"party_id": me, "other_party_id": it}, "other_party_id"),
    ):
        assert refused(team, "POST", "/conflicts", body) == (422, field)
    assert house.rows(Conflict) == []


def test_a_mentor_declares_their_own_with_a_project_they_were_asked_for(house: House) -> None:
    team = house.login(Role.ANIMATION)
    (mentor, me), (other, _) = mentor_of(house, team), mentor_of(house, team, "Paulo Esteves")
    first, second, third = (posted(team, "/projects", PROJECT)["id"] for _ in range(3))
    asked(house, mentor["id"], first, house.clock())
    asked(house, mentor["id"], second, None)
    posted(team, "/conflicts", {"party_id": other["id"], "project_id": third})
    mine = posted(me, "/conflicts", {"party_id": mentor["id"], "project_id": first})
    assert listed(me, "/conflicts") == [mine]
    for body, field in (
        ({"party_id": mentor["id"], "project_id": second}, "project_id"),
        ({"party_id": mentor["id"], "project_id": third}, "project_id"),
        ({"party_id": mentor["id"], "project_id": "inconnu"}, "project_id"),
        ({"party_id": mentor["id"], "other_party_id": other["id"]}, "project_id"),
        ({"party_id": other["id"], "project_id": first}, "party_id"),
    ):
        assert refused(me, "POST", "/conflicts", body) == (422, field)
    assert refused(me, "DELETE", f"/conflicts/{mine['id']}") == (404, "")


def test_others_do_not_know_conflicts(house: House) -> None:
    for role in set(Role) - TEAM - {Role.MENTOR}:
        other = house.login(role)
        assert refused(other, "GET", "/conflicts") == (404, "")
        assert refused(other, "POST", "/conflicts", {"party_id": "B1", "project_id": "P1"}) == (404, "")
        assert refused(other, "DELETE", "/conflicts/K1") == (404, "")
