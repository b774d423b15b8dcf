"""Suggestions over HTTP: who gets them, what each may read of them, what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ptce_match.signals import LABELS, SignalName
from service.access.actor import Actor
from service.access.roles import Role
from service.audit.models import AuditEntry
from service.changes import feed
from service.matching.discretion import suggestion_view
from service.matching.models import Run, Shown
from service.mentors.models import Mentor
from service.people.models import Person
from service.projects.models import Need, Project
from tests.service.matching import registry
from tests.service.matching.registry import NOW

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

SUGGESTIONS = "/api/v1/needs/N1/suggestions"
MODEL = "/api/v1/matching/model"


@pytest.fixture
def running(house: House) -> House:
    """Return a house whose project P1 is held by X1, and whose mentor B1 refuses some accounts."""
    with house.writing() as session:
        registry.small(session)
        registry.person(session, "X1", "Nadia Ferrand")
        session.get_one(Project, "P1").holder_id = "X1"
        mentor = session.get_one(Mentor, "B1")
        mentor.refusals = "tenir la comptabilité des autres"
        mentor.profile = f"{registry.ACCOUNTS} Écrivez à annick@exemple.fr, comptabilité assurée."
        registry.need(session, "N2")
        registry.decision(session, "N2", "B1", "terminée", rating=1)
        registry.need(session, "N3")
        registry.mentor(session, "B3", name="Léa Morin")
        registry.conflict(session, "C1", "B3", other_party_id="B4", reason="divorce")
        registry.mentor(session, "B4", registry.WOOD, name="Luc Morin")
        registry.decision(session, "N3", "B4", "acceptée")
    house.work()
    return house


def asked(client: TestClient, url: str = SUGGESTIONS, **body: Any) -> dict[str, Any]:
    answer = client.post(url, json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_team_gets_everything_and_it_is_kept(running: House) -> None:
    team = running.login(Role.ANIMATION)
    run = asked(team)
    (found,) = run["suggestions"]
    assert (found["id"], found["name"], found["position"]) == ("B1", "Annick Rullier", 1)
    assert any("refus" in text or "ne pas vouloir" in text for text in found["reservations"])
    assert {signal["name"] for signal in found["signals"]} >= {"expertise", "refusal", "feedback"}
    (left_out,) = run["excluded"]
    assert (left_out["id"], left_out["name"]) == ("B3", "Léa Morin")
    assert "Luc Morin" in left_out["rule"]
    assert (run["ranker"], run["encoder"]) == ("prior-mentors-4", running.state.matcher.encoder.model_id)
    assert (run["message"], run["need_id"], run["project_id"], run["asked_for"]) == (None, "N1", "P1", 5)
    (kept,) = running.rows(Run)
    (shown,) = running.rows(Shown)
    assert (kept.id, kept.kind, kept.asked_by) == (run["id"], "mentor", team.headers["x-account"])
    assert (shown.mentor_id, shown.position, shown.signals["expertise"]) == ("B1", 1, found["signals"][0]["value"])
    again = team.get(f"/api/v1/runs/{run['id']}").json()
    assert again == run | {"excluded": None}
    (entry,) = [entry for entry in running.rows(AuditEntry) if entry.action == "run.create"]
    assert entry.after == {"kind": "mentor", "shown": 1}


@pytest.mark.parametrize("role", [Role.HOLDER, Role.OPERATIONAL_GROUP])
def test_others_read_what_is_meant_for_them(running: House, role: Role) -> None:
    client = running.login(role, person_id="X1" if role is Role.HOLDER else None)
    run = asked(client)
    (found,) = run["suggestions"]
    assert found["name"] == "Annick R."
    assert found["reasons"][0].startswith("Son parcours : « ")
    assert run["excluded"] is None
    assert {signal["name"] for signal in found["signals"]} == {
        "expertise", "tags", "territory", "availability", "capacity", "sector",
    }  # fmt: skip
    told = str(run)
    for secret in ("annick@", "Rullier", "des autres", "souhaite pas faire", "1/5", "Morin", "divorce", "terminé"):
        assert secret not in told
    assert client.get(f"/api/v1/runs/{run['id']}").json() == run


def test_what_is_hidden_is_hidden_from_the_counterfactual_too(running: House) -> None:
    run = asked(running.login(Role.ANIMATION))
    (found,) = run["suggestions"]
    assert (
        LABELS[SignalName.REFUSAL].lower() in found["counterfactual"]
        or LABELS[SignalName.COLLABORATION].lower() in found["counterfactual"]
    )
    holder = running.login(Role.HOLDER, person_id="X1")
    assert holder.get(f"/api/v1/runs/{run['id']}").json()["suggestions"][0]["counterfactual"] == ""


def test_holders_ask_for_their_own_needs_alone(running: House) -> None:
    stranger = running.login(Role.HOLDER)
    run = asked(running.login(Role.HOLDER, person_id="X1"))
    assert stranger.post(SUGGESTIONS, json={}).status_code == 404
    assert stranger.get(f"/api/v1/runs/{run['id']}").status_code == 404
    assert stranger.get("/api/v1/needs/N1/runs").status_code == 404
    assert running.login(Role.MENTOR).post(SUGGESTIONS, json={}).status_code == 404
    assert running.stranger().post(SUGGESTIONS, json={}).status_code == 401


def test_investors_are_for_the_team_alone(running: House) -> None:
    url = "/api/v1/projects/P1/suggestions"
    run = asked(running.login(Role.ADMIN), url)
    assert [found["id"] for found in run["suggestions"]] == ["F1"]
    assert (run["kind"], run["need_id"], run["ranker"]) == ("investor", None, "prior-investisseurs-3")
    for role, person in ((Role.HOLDER, "X1"), (Role.OPERATIONAL_GROUP, None), (Role.INVESTOR, None)):
        client = running.login(role, person_id=person)
        assert client.post(url, json={}).status_code == 404
        assert client.get(f"/api/v1/runs/{run['id']}").status_code == 404


def test_partners_keep_their_whole_name(running: House) -> None:
    run = asked(running.login(Role.HOLDER, person_id="X1"), kind="partner", k=3)
    assert [(found["id"], found["name"]) for found in run["suggestions"]] == [("T1", "Centre de gestion")]
    assert run["ranker"] == "prior-partenaires-1"


def test_nobody_good_enough_is_said(running: House) -> None:
    with running.writing() as session:
        session.get_one(Need, "N1").text = "Une ruche s'est vidée, qui connaît les abeilles noires ?"
        feed.tell(session, ("need", "N1"))
    run = asked(running.login(Role.ANIMATION))
    assert (run["suggestions"], run["message"]) == ([], "Aucune correspondance satisfaisante.")
    assert running.rows(Run)[0].best_score > 0


def test_runs_are_listed_newest_first(running: House) -> None:
    team = running.login(Role.ANIMATION)
    ids = []
    for _ in range(3):
        running.clock.advance(minutes=1)
        ids.append(asked(team)["id"])
    page = team.get("/api/v1/needs/N1/runs", params={"limit": 2}).json()
    rest = team.get("/api/v1/needs/N1/runs", params={"limit": 2, "after": page["next"]}).json()
    assert [run["id"] for run in (*page["items"], *rest["items"])] == ids[::-1]


def test_what_is_closed_is_told(running: House) -> None:
    team = running.login(Role.ANIMATION)

    def refused(url: str = SUGGESTIONS) -> str:
        answer = team.post(url, json={})
        assert answer.status_code == 409
        return str(answer.json()["detail"])

    with running.writing() as session:
        session.get_one(Need, "N1").closed_at = NOW
        feed.tell(session, ("need", "N1"))
    assert "clos" in refused()
    with running.writing() as session:
        session.get_one(Need, "N1").closed_at = None
        session.get_one(Person, "X1").objected_at = NOW
        feed.tell(session, ("need", "N1"), ("person", "X1"))
    assert "opposé" in refused()
    with running.writing() as session:
        session.get_one(Person, "X1").objected_at = None
        session.get_one(Project, "P1").archived_at = NOW
        feed.tell(session, ("project", "P1"))
    assert "archivé" in refused()
    assert "archivé" in refused("/api/v1/projects/P1/suggestions")
    assert team.post("/api/v1/projects/P9/suggestions", json={}).status_code == 404
    assert team.get("/api/v1/runs/L-nobody").status_code == 404
    assert running.rows(Run) == []


def test_whoever_objected_since_is_shown_to_the_team_alone(running: House) -> None:
    run = asked(running.login(Role.ANIMATION))
    with running.writing() as session:
        session.get_one(Person, "X-B1").objected_at = NOW
        feed.tell(session, ("person", "X-B1"))
    url = f"/api/v1/runs/{run['id']}"
    assert len(running.login(Role.ANIMATION).get(url).json()["suggestions"]) == 1
    assert running.login(Role.HOLDER, person_id="X1").get(url).json()["suggestions"] == []


def test_a_need_that_the_engine_does_not_know_yet_is_asked_again_later(running: House) -> None:
    with running.writing() as session:
        registry.need(session, "N7")
        session.connection().exec_driver_sql("DELETE FROM change WHERE entity_id = 'N7'")
    answer = running.login(Role.ANIMATION).post("/api/v1/needs/N7/suggestions", json={})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "N1" not in answer.text


def test_free_words_are_answered_and_kept_nowhere(running: House, caplog: pytest.LogCaptureFixture) -> None:
    before = (len(running.rows(Run)), len(running.rows(AuditEntry)), running.state.matcher.revision)
    body = {"text": "Qui peut tenir ma comptabilité de fleuriste ?", "place": "Matha", "k": 2}
    answer = running.login(Role.OPERATIONAL_GROUP).post("/api/v1/matching/free-text", json=body)
    assert answer.status_code == 200
    found = answer.json()
    assert found["place"] == "Matha"
    assert "Annick R." in [each["name"] for each in found["mentors"]["suggestions"]]
    assert [each["name"] for each in found["partners"]["suggestions"]] == ["Centre de gestion"]
    whole = running.login(Role.ANIMATION).post("/api/v1/matching/free-text", json=body).json()
    assert "Annick Rullier" in [each["name"] for each in whole["mentors"]["suggestions"]]
    assert (len(running.rows(Run)), len(running.rows(AuditEntry)), running.state.matcher.revision) == before
    assert "fleuriste" not in caplog.text
    nowhere = running.login(Role.ANIMATION).post("/api/v1/matching/free-text", json=body | {"place": "Syldavie"})
    assert nowhere.status_code == 422
    assert running.login(Role.HOLDER, person_id="X1").post("/api/v1/matching/free-text", json=body).status_code == 404


@pytest.mark.parametrize("body", [{"k": 0}, {"k": 51}, {"kind": "investor"}, {"k": 2**70}, {"text": "x"}, []])
def test_a_question_has_bounds(running: House, body: Any) -> None:
    assert running.login(Role.ANIMATION).post(SUGGESTIONS, json=body).status_code == 422


def test_the_model_is_named(running: House) -> None:
    with running.writing() as session:
        registry.mentor(session, "B5")
    said = running.login(Role.ANIMATION).get(MODEL).json()
    assert said == {
        "encoder": running.state.matcher.encoder.model_id,
        "mentors": "prior-mentors-4",
        "investors": "prior-investisseurs-3",
        "partners": "prior-partenaires-1",
        "reads_skills": running.state.matcher.reads_skills,
        "number_of_mentors": 4,
        "waiting_texts": 1,
    }


def test_before_the_network_is_read_the_answer_is_later(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
    team = house.login(Role.ANIMATION)
    for answer in (
        team.post(SUGGESTIONS, json={}),
        team.get(MODEL),
        team.post("/api/v1/matching/free-text", json={"text": "x"}),
    ):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_a_signal_of_another_version_is_shown_by_its_name() -> None:
    actor = Actor("A1", "X1", frozenset({Role.HOLDER}))
    row = Shown(run_id="L1", position=1, mentor_id="B1", score=0.5, signals={"chemistry": 0.5})
    (signal,) = suggestion_view(actor, row, "Annick Rullier").signals
    assert (signal.name, signal.label) == ("chemistry", "chemistry")
