"""Partners: organisations that the network knows, and contacts that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.roles import TEAM, Role
from tests.service.registry.asking import API, PARTNER, listed, patched, posted, refused, written_in_the_log

if TYPE_CHECKING:
    from tests.service.house import House

CARD_READERS = (Role.OPERATIONAL_GROUP, Role.HOLDER, Role.MENTOR)


def test_the_network_reads_cards_without_anybody_in_person(house: House) -> None:
    team = house.login(Role.ANIMATION)
    contact = {"name": "Paulo Esteves", "email": "paulo@exemple.fr", "phone": "0546000000"}
    partner = posted(team, "/partners", PARTNER | {"contact": contact})
    assert partner["contact"]["name"] == "Paulo Esteves"
    for role in CARD_READERS:
        reader = house.login(role)
        card = reader.get(f"{API}/partners/{partner['id']}").json()
        assert [card] == listed(reader, "/partners")
        assert card["offer"] == PARTNER["offer"]
        assert "paulo" not in str(card).lower()
        assert refused(reader, "PATCH", f"/partners/{partner['id']}", {"offer": "Rien."}) == (404, "")
    assert "paulo" not in written_in_the_log(house).lower()


def test_a_partner_sees_and_changes_its_own(house: House) -> None:
    team, me = house.login(Role.ANIMATION), house.login(Role.PARTNER)
    mine = posted(team, "/partners", PARTNER | {"contact": {"person_id": me.headers["x-person"]}})
    other = posted(team, "/partners", PARTNER)
    assert listed(me, "/partners") == [mine]
    assert patched(me, f"/partners/{mine['id']}", offer="Six établis.")["offer"] == "Six établis."
    assert refused(me, "GET", f"/partners/{other['id']}") == (404, "")
    assert refused(me, "PATCH", f"/partners/{other['id']}", {"offer": "Rien."}) == (404, "")
    assert refused(me, "PATCH", f"/partners/{mine['id']}", {"contact_id": None}) == (422, "contact_id")


def test_an_archived_partner_leaves_the_network_s_sight(house: House) -> None:
    team, me, holder = house.login(Role.ANIMATION), house.login(Role.PARTNER), house.login(Role.HOLDER)
    mine = posted(team, "/partners", PARTNER | {"contact": {"person_id": me.headers["x-person"]}})
    team.post(f"{API}/partners/{mine['id']}/archive")
    assert refused(holder, "GET", f"/partners/{mine['id']}") == (404, "")
    assert listed(holder, "/partners", archived=True) == []
    assert me.get(f"{API}/partners/{mine['id']}").json()["archived_at"] is not None


def test_the_team_alone_enters_partners(house: House) -> None:
    for role in set(Role) - TEAM:
        assert refused(house.login(role), "POST", "/partners", PARTNER) == (404, "")
    for role in set(Role) - TEAM - {Role.PARTNER, *CARD_READERS}:
        assert refused(house.login(role), "GET", "/partners") == (404, "")


def test_wrong_values_are_named(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/partners/{posted(team, '/partners', PARTNER)['id']}"
    for field, value in (("name", ""), ("kind", "x" * 201), ("offer", None), ("postal_code", "x"), ("email", "a@b.fr")):
        assert refused(team, "PATCH", path, {field: value}) == (422, field)
    for contact, field in (({}, "contact.name"), ({"person_id": "inconnu"}, "contact.person_id")):
        assert refused(team, "POST", "/partners", PARTNER | {"contact": contact}) == (422, field)
