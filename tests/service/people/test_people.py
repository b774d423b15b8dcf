"""People: found by the team, seen by themselves, and never named in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.roles import TEAM, Role
from service.people.models import Person
from tests.service.registry.asking import (
    API,
    audited,
    listed,
    patched,
    posted,
    refused,
    told,
    written_in_the_log,
)

if TYPE_CHECKING:
    from tests.service.house import House

ELOISE = {"name": "Éloïse LE BRÈS", "email": "Eloise@Exemple.fr", "phone": "612345678"}


def test_the_team_enters_somebody(house: House) -> None:
    person = posted(house.login(Role.ANIMATION), "/people", ELOISE)
    assert person["email"] == "eloise@exemple.fr"
    assert person["phone"] == "0612345678"
    assert ("person", person["id"]) in told(house)
    assert "Éloïse" not in written_in_the_log(house)
    assert audited(house, "person.create")[0].entity_id == person["id"]


@pytest.mark.parametrize("words", ["eloise", "LE BRES", "brès él", "loïs"])
def test_a_search_passes_over_case_and_accents(house: House, words: str) -> None:
    team = house.login(Role.ANIMATION)
    person = posted(team, "/people", ELOISE)
    posted(team, "/people", {"name": "Paulo Esteves"})
    assert [each["id"] for each in listed(team, "/people", name=words)] == [person["id"]]


def test_a_search_follows_a_new_name(house: House) -> None:
    team = house.login(Role.ANIMATION)
    person = posted(team, "/people", ELOISE)
    patched(team, f"/people/{person['id']}", name="Ève Rullier")
    assert listed(team, "/people", name="eloise") == []
    assert len(listed(team, "/people", name="eve rullier")) == 1


def test_somebody_inserted_without_the_objects_is_found_too(house: House) -> None:
    from sqlalchemy import insert

    now = house.clock()
    with house.writing() as session:
        session.execute(insert(Person), [{"id": "X1", "name": "Zoé Béchet", "created_at": now, "last_active_at": now}])
    assert [each["id"] for each in listed(house.login(Role.ANIMATION), "/people", name="bechet")] == ["X1"]


def test_everybody_sees_and_changes_themselves_and_nobody_else(house: House) -> None:
    other = posted(house.login(Role.ANIMATION), "/people", ELOISE)
    for role in set(Role) - TEAM:
        me = house.login(role)
        own = f"/people/{me.headers['x-person']}"
        assert me.get(f"{API}{own}").json()["name"] == "Camille Essai"
        assert patched(me, own, phone="0546000000")["phone"] == "0546000000"
        assert refused(me, "GET", f"/people/{other['id']}") == (404, "")
        assert refused(me, "PATCH", f"/people/{other['id']}", {"phone": "1"}) == (404, "")
        assert refused(me, "GET", f"/people/{other['id']}/memberships") == (404, "")
        assert refused(me, "GET", "/people") == (404, "")
        assert refused(me, "POST", "/people", ELOISE) == (404, "")
        assert refused(me, "POST", f"{own}/memberships", {"charter_version": "2026"}) == (404, "")


def test_contact_details_may_be_emptied_and_a_name_may_not(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/people/{posted(team, '/people', ELOISE)['id']}"
    assert patched(team, path, email="", phone="")["email"] == ""
    for wrong in ({"name": ""}, {"name": None}, {"email": "pas une adresse"}, {"phone": None}, {"adult": True}):
        assert refused(team, "PATCH", path, wrong) == (422, next(iter(wrong)))


def test_a_change_is_told_without_a_word_of_it(house: House) -> None:
    team = house.login(Role.ANIMATION)
    person = posted(team, "/people", ELOISE)
    patched(team, f"/people/{person['id']}", name="Ève Rullier", email="eve@exemple.fr")
    assert audited(house, "person.change")[0].after == {"name": "changed", "email": "changed"}
    assert "exemple.fr" not in written_in_the_log(house)
