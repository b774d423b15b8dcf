"""The taxonomy over HTTP, and corrections: kept, audited, followed by the engine, and told with each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ptce_match.skills import default_taxonomy
from service.access.roles import Role
from service.audit.models import AuditEntry
from service.matching.models import Run
from service.projects.models import Need, Project
from tests.service.exchange.networks import brought, small
from tests.service.exchange.networks import registry as exported
from tests.service.matching import registry
from tests.service.registry.asking import audited, patched, refused

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from ptce_match.skills import SkillReader
    from tests.service.house import House

NEED = "/needs/N1"
TEXT = "Il nous faut quelqu'un pour déclarer la TVA, et un menuisier pour les étagères de la boutique."
TAX = "J'ai tenu la TVA d'un garage pendant dix ans : taux, franchise, déclarations à la TVA, je connais."
WOOD = "Menuisier charpentier, je fabrique des étagères et des escaliers en bois de chêne pour des boutiques."


def filled(house: House) -> None:
    with house.writing() as session:
        registry.mentor(session, "B1", TAX, name="Annick Rullier")
        registry.mentor(session, "B2", WOOD, name="Paulo Esteves")
        registry.project(session)
        registry.need(session, text=TEXT)
        registry.person(session, "X1", "Nadia Ferrand")
        session.get_one(Project, "P1").holder_id = "X1"
    house.work()


@pytest.fixture
def running(house: House, read_skills: SkillReader) -> House:
    """Return a house that reads four skills, with a need for two of them and somebody for each."""
    assert read_skills.encoder == house.state.matcher.encoder.model_id
    filled(house)
    return house


@pytest.fixture
def unread(sqlite_house: House, read_no_skills: None) -> House:
    """Return the same house without a reader."""
    del read_no_skills
    filled(sqlite_house)
    return sqlite_house


def got(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def suggested(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/needs/N1/suggestions", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def scores(run: dict[str, Any]) -> dict[str, float]:
    return {each["id"]: each["score"] for each in run["suggestions"]}


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_is_logged_in_reads_the_taxonomy(sqlite_house: House, role: Role) -> None:
    found = got(sqlite_house.login(role), "/skills")
    taxonomy = default_taxonomy()
    assert [family["id"] for family in found["families"]] == [family.id for family in taxonomy.families]
    assert [skill["id"] for skill in found["skills"]] == [skill.id for skill in taxonomy]
    one = next(skill for skill in found["skills"] if skill["id"] == "fis-tva")
    assert (one["name"], one["family"]) == ("TVA et franchise en base", "fiscalite")
    assert set(one["neighbours"]) == set(taxonomy["fis-tva"].neighbours)


def test_a_stranger_does_not(sqlite_house: House) -> None:
    assert sqlite_house.stranger().get("/api/v1/skills").status_code == 401


def test_one_need_says_what_it_is_taken_to_be_about_and_lists_do_not(running: House) -> None:
    for client in (running.login(Role.ANIMATION), running.login(Role.HOLDER, person_id="X1")):
        need = got(client, NEED)
        assert {each["id"] for each in need["understood_as"]} <= {
            "fis-tva",
            "pro-bois",
            "cmn-graphisme",
            "com-prospection",
        }
        assert 0 < need["understood_as"][0]["probability"] <= 1
        assert (need["skills"], need["said"]) == ([], [])
        for path in ("/needs", "/projects/P1/needs"):
            (listed,) = got(client, path)["items"]
            assert "understood_as" not in listed
            assert listed == {name: value for name, value in need.items() if name not in ("understood_as", "said")}


def test_a_correction_is_kept_audited_followed_and_told(running: House) -> None:
    team = running.login(Role.ANIMATION)
    read = suggested(team)
    assert read["said"] == []
    assert read["understood_as"] == got(team, NEED)["understood_as"]
    ranked = {}
    for skill in ("fis-tva", "pro-bois"):
        assert patched(team, NEED, skills=[skill, skill])["skills"] == [skill]
        name = default_taxonomy()[skill].name
        run = suggested(team)
        assert run["said"] == [{"id": skill, "name": name}]
        assert run["understood_as"] == [{"id": skill, "name": name, "probability": 1.0}]
        need = got(team, NEED)
        assert (need["understood_as"], need["said"]) == (run["understood_as"], run["said"])
        assert got(team, f"/runs/{run['id']}") == run | {"excluded": None}
        ranked[skill] = scores(run)
    assert ranked["fis-tva"].get("B1", 0.0) > ranked["pro-bois"].get("B1", 0.0)
    assert ranked["pro-bois"].get("B2", 0.0) > ranked["fis-tva"].get("B2", 0.0)
    assert [(entry.before, entry.after) for entry in audited(running, "need.change")] == [
        ({"skills": []}, {"skills": ["fis-tva"]}),
        ({"skills": ["fis-tva"]}, {"skills": ["pro-bois"]}),
    ]
    patched(team, NEED, skills=[])
    assert scores(suggested(team)) == scores(read)
    assert len(running.rows(Run)) == 4


def test_a_correction_needs_no_new_vectors(running: House) -> None:
    changed = patched(running.login(Role.ANIMATION), NEED, skills=["fis-tva"])
    assert not changed["waiting_for_vectors"]


def test_a_need_is_entered_with_what_it_is_about(running: House) -> None:
    holder = running.login(Role.HOLDER, person_id="X1")
    answer = holder.post(
        "/api/v1/projects/P1/needs", json={"text": "Un logo", "priority": 1, "skills": ["cmn-graphisme"]}
    )
    assert (answer.status_code, answer.json()["skills"]) == (201, ["cmn-graphisme"])
    assert got(holder, f"/needs/{answer.json()['id']}")["understood_as"][0]["id"] == "cmn-graphisme"


def test_holders_correct_their_own_needs_alone(running: House) -> None:
    assert patched(running.login(Role.HOLDER, person_id="X1"), NEED, skills=["fis-tva"])["skills"] == ["fis-tva"]
    for role in (Role.HOLDER, Role.MENTOR, Role.OPERATIONAL_GROUP, Role.ANALYST):
        other = running.login(role)
        assert refused(other, "PATCH", NEED, {"skills": []}) == (404, "")
        assert other.get(f"/api/v1{NEED}").status_code == 404
    assert [need.skills for need in running.rows(Need)] == [["fis-tva"]]


@pytest.mark.parametrize(
    ("skills", "field"),
    [
        (["fis-tav"], "skills.0"),
        (["fis-tva", ""], "skills.1"),
        ([None], "skills.0"),
        ("fis-tva", "skills"),
        (None, "skills"),
        ([f"x{n}" for n in range(6)], "skills"),
        (["a\x00"], "skills.0"),
        ([7], "skills.0"),
    ],
)
def test_what_is_no_skill_is_refused(running: House, skills: Any, field: str) -> None:
    team = running.login(Role.ANIMATION)
    assert refused(team, "PATCH", NEED, {"skills": skills}) == (422, field)
    if skills is not None:
        answer = team.post("/api/v1/matching/free-text", json={"text": TEXT, "skills": skills})
        assert answer.status_code == 422
    assert [need.skills for need in running.rows(Need)] == [[]]


def test_an_unknown_skill_brings_the_near_ones(running: House) -> None:
    answer = running.login(Role.ANIMATION).patch(f"/api/v1{NEED}", json={"skills": ["fis-tav"]})
    assert "Proches : fis-tva (TVA et franchise en base)" in answer.text
    assert "fis-tav" not in answer.text


def test_free_words_are_corrected_without_a_trace(running: House) -> None:
    team, before = running.login(Role.ANIMATION), (len(running.rows(Run)), len(running.rows(AuditEntry)))
    found = {}
    for skill in ("fis-tva", "pro-bois"):
        body = {"text": TEXT, "skills": [skill]}
        answer = team.post("/api/v1/matching/free-text", json=body).json()
        assert [each["id"] for each in answer["said"]] == [each["id"] for each in answer["understood_as"]] == [skill]
        found[skill] = scores(answer["mentors"])
    assert found["fis-tva"].get("B1", 0.0) > found["pro-bois"].get("B1", 0.0)
    plain = team.post("/api/v1/matching/free-text", json={"text": TEXT}).json()
    assert plain["said"] == []
    assert plain["understood_as"] == got(team, NEED)["understood_as"]
    assert (len(running.rows(Run)), len(running.rows(AuditEntry))) == before


def test_partners_are_told_what_was_understood_and_investors_are_asked_for_a_project(running: House) -> None:
    team = running.login(Role.ANIMATION)
    patched(team, NEED, skills=["fis-tva"])
    assert suggested(team, kind="partner")["said"][0]["id"] == "fis-tva"
    answer = team.post("/api/v1/projects/P1/suggestions", json={}).json()
    assert (answer["understood_as"], answer["said"]) == ([], [])


def test_the_model_says_whether_skills_are_read(running: House) -> None:
    assert got(running.login(Role.ANIMATION), "/matching/model")["reads_skills"] is True


def test_without_a_reader_a_correction_is_kept_and_counts_for_nothing(unread: House) -> None:
    team = unread.login(Role.ANIMATION)
    before = suggested(team)
    patched(team, NEED, skills=["pro-bois"])
    after = suggested(team)
    assert scores(after) == scores(before)
    assert (after["understood_as"], [each["id"] for each in after["said"]]) == ([], ["pro-bois"])
    need = got(team, NEED)
    assert (need["understood_as"], need["skills"]) == ([], ["pro-bois"])
    assert got(team, "/matching/model")["reads_skills"] is False


def test_before_the_network_is_read_nothing_is(sqlite_house: House, read_skills: SkillReader) -> None:
    del read_skills
    with sqlite_house.writing() as session:
        registry.project(session)
        registry.need(session, skills=["fis-tva"])
    need = got(sqlite_house.login(Role.ANIMATION), NEED)
    assert (need["understood_as"], [each["name"] for each in need["said"]]) == ([], ["TVA et franchise en base"])


def test_a_skill_that_the_taxonomy_lost_is_passed_over(running: House) -> None:
    with running.writing() as session:
        session.get_one(Need, "N1").skills = ["oubliée-depuis"]
    team = running.login(Role.ANIMATION)
    patched(team, NEED, priority=2)
    need = got(team, NEED)
    assert (need["skills"], need["said"]) == (["oubliée-depuis"], [])
    assert suggested(team)["understood_as"] == need["understood_as"] != []
    assert [need.skills for need in exported(running).needs] == [()]


def test_corrections_come_in_and_go_out_with_the_tables(house: House, tmp_path: Path) -> None:
    network = small(tmp_path)
    brought(house, network)
    assert [need.skills for need in house.rows(Need)] == [[], [], []]
    team = house.login(Role.ANIMATION)
    patched(team, NEED, skills=["fis-tva", "cpt-tenue"])
    out = exported(house)
    assert [need.skills for need in out.needs] == [("fis-tva", "cpt-tenue"), (), ()]
    # A table that lacks the column is no wish to forget what was said; in place of the registry it is.
    brought(house, network)
    assert exported(house) == out
    brought(house, network, "replace")
    assert exported(house) == network
    brought(house, out)
    assert exported(house) == out


def test_my_data_tells_them(running: House) -> None:
    holder = running.login(Role.HOLDER, person_id="X1")
    patched(holder, NEED, skills=["fis-tva"])
    suggested(holder)
    sections = {section["key"]: section["items"] for section in got(holder, "/me/data")["sections"]}
    assert sections["needs"][0]["skills"] == ["fis-tva"]
    assert sections["runs"][0]["said"] == [{"id": "fis-tva", "name": "TVA et franchise en base"}]
    page = holder.get("/api/v1/me/data.html").text
    assert "TVA et franchise en base" in page
    assert "Besoin compris comme" in page


def test_a_mentor_does_not_learn_what_somebody_elses_need_is_about(running: House) -> None:
    team = running.login(Role.ANIMATION)
    patched(team, NEED, skills=["fis-tva"])
    assert "B1" in scores(suggested(team))
    mine = got(running.login(Role.MENTOR, person_id="X-B1"), "/me/data")
    sections = {section["key"]: section["items"] for section in mine["sections"]}
    assert len(sections["rankings"]) == 1
    assert not {"understood_as", "said"} & set(sections["rankings"][0])
