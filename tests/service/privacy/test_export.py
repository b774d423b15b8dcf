"""« Mes données »: nothing is missing, and nothing of others is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from service.access.roles import Role
from service.audit.models import AuditEntry
from service.pairings.models import Pairing
from service.privacy.inventory import INVENTORY, Nature, exported
from tests.service.privacy import world
from tests.service.privacy.world import EMAIL, MARK, NAME, PHONE, mark

if TYPE_CHECKING:
    from tests.service.house import House

NOT_THEIRS = {"audit_entry", "text_vector", "mentor_vector", "text_task", "erasure", "change"}
GIVEN = {"mentor.status", "mentor.profile", "investor.kind", "partner.name", "project.stage", "project.holder", "project.email", "consent.purpose", "consent.basis", "run.kind", "pairing.kind", "pairing.state", "feedback.side", "decision.outcome", "job.kind", "job.state", "outgoing_message.recipient"}  # fmt: skip


def sections(answer: Any) -> dict[str, list[dict[str, Any]]]:
    assert answer.status_code == 200, answer.text
    return {section["key"]: section["items"] for section in answer.json()["sections"]}


def test_every_text_about_a_person_is_exported(house: House) -> None:
    me = world.build(house).client
    found = json.dumps(me.get("/api/v1/me/data").json(), ensure_ascii=False)
    for table in set(INVENTORY) - NOT_THEIRS:
        for name in exported(table):
            annotation = str(world.TABLES[table].model_fields[name].annotation)
            is_text = "str" in annotation and INVENTORY[table].natures()[name] is not Nature.PSEUDONYM
            if (
                is_text
                and table not in ("person", "account", "account_role", "login_session")
                and f"{table}.{name}" not in GIVEN
            ):
                assert mark(table, name) in found, f"{table}.{name} is not exported"
    assert NAME in found
    assert EMAIL in found
    assert PHONE in found


def test_no_secret_is_exported(house: House) -> None:
    me = world.build(house).client
    found = me.get("/api/v1/me/data").text
    for table, contents in INVENTORY.items():
        for name in contents.hidden.split():
            assert mark(table, name) not in found


def test_the_rankings_tell_when_where_and_why(house: House) -> None:
    me = world.build(house).client
    (ranking,) = sections(me.get("/api/v1/me/data"))["rankings"]
    assert ranking["need_id"] == "N-other"
    assert ranking["position"] == 2
    assert ranking["score"] == 0.5
    assert ranking["reasons"] == [mark("shown", "reasons")]
    assert ranking["reservations"] == [mark("shown", "reservations")]
    assert {"asked_at", "signals", "encoder", "ranker"} <= set(ranking)


def test_the_other_side_appears_as_far_as_one_may_know(house: House) -> None:
    me = world.build(house).client
    pairings = {item["id"]: item for item in sections(me.get("/api/v1/me/data"))["pairings"]}
    assert pairings["A-1"]["other_side"] == [{"name": "Paul Roy", "email": "paul@exemple.fr", "phone": "0599001122"}]
    assert "comment" not in pairings["A-2"]
    with house.writing() as session:
        for pairing in session.exec(select(Pairing)).all():
            pairing.state = "asked"
    pairings = {item["id"]: item for item in sections(me.get("/api/v1/me/data"))["pairings"]}
    assert pairings["A-1"]["other_side"] == [{"name": "Paul R."}]
    assert "A-2" not in pairings
    assert "paul@exemple.fr" not in me.get("/api/v1/me/data").text


def test_each_section_is_explained_in_french(house: House) -> None:
    me = house.login(Role.MENTOR)
    data = me.get("/api/v1/me/data").json()
    assert len(data["sections"]) > 20
    assert all(section["explanation"].endswith(".") for section in data["sections"])


def test_links_in_messages_do_not_work_from_an_export(house: House) -> None:
    built = world.build(house)
    with house.writing() as session:
        session.add(
            world.filled(
                "outgoing_message",
                id="M-9",
                person_id=built.person_id,
                recipient=EMAIL,
                sent_at=None,
                body="Voici : https://ptce.fr/mot-de-passe?lien=secret",
            )
        )
    messages = {item["id"]: item for item in sections(built.client.get("/api/v1/me/data"))["messages"]}
    assert messages["M-9"]["body"] == "Voici : [lien]"


def test_the_page_reads_in_french_and_runs_nothing(house: House) -> None:
    built = world.build(house)
    with house.writing() as session:
        session.get_one(world.TABLES["mentor"], world.MENTOR).refusals = "<script>alert(1)</script>"
    answer = built.client.get("/api/v1/me/data.html")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert not [word for word in ("http://", "https://", "src=", "url(") if word in answer.text]
    assert NAME in answer.text
    assert "Classements où vous apparaissez" in answer.text
    assert "20 novembre 2026" in answer.text


def test_the_page_stays_short_and_says_so(sqlite_house: House) -> None:
    built = world.build(sqlite_house)
    with sqlite_house.writing() as session:
        session.add_all(
            [world.filled("shown", run_id="R-1", mentor_id=world.MENTOR, position=number) for number in range(10, 160)]
        )
    assert "Les 51 autres se trouvent dans le fichier JSON." in built.client.get("/api/v1/me/data.html").text
    assert len(sections(built.client.get("/api/v1/me/data"))["rankings"]) == 151


def test_the_team_exports_for_who_has_no_account_and_it_is_noted(house: House) -> None:
    built = world.build(house)
    team = house.login(Role.ANIMATION)
    assert MARK in team.get(f"/api/v1/people/{built.person_id}/data").text
    assert team.get(f"/api/v1/people/{built.person_id}/data.html").status_code == 200
    assert [entry.action for entry in house.rows(AuditEntry)].count("person.export") == 2
    assert team.get("/api/v1/people/X-nobody/data").status_code == 404


@pytest.mark.parametrize("role", [Role.MENTOR, Role.OPERATIONAL_GROUP, Role.STEERING_COMMITTEE, Role.ANALYST])
def test_nobody_else_reads_somebody_s_data(sqlite_house: House, role: Role) -> None:
    built = world.build(sqlite_house)
    assert sqlite_house.login(role).get(f"/api/v1/people/{built.person_id}/data").status_code == 404


def test_a_stranger_gets_nothing(sqlite_house: House) -> None:
    assert sqlite_house.stranger().get("/api/v1/me/data").status_code == 401
