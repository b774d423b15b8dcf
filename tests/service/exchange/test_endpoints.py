"""Uploading, looking, committing; and the whole registry as a file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from ptce_match.network import Network
from service.access.roles import TEAM, Role
from service.audit.models import AuditEntry
from service.exchange.models import ImportDraft
from service.jobs.models import Job
from service.mentors.models import Mentor
from service.privacy.models import Erasure
from tests.service.house import House, opened
from tests.service.small_network import TABLES

from .networks import brought, registry, run_jobs, small, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

    from ptce_match.encoder import CachedEncoder
    from tests.service.databases import SqliteMaker

URL = "/api/v1/imports"


def upload(client: TestClient, **changed: str) -> dict[str, Any]:
    """Send the small network as CSV files, with some tables replaced."""
    answer = client.post(URL, files=parts(TABLES | changed))
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def parts(tables: dict[str, str]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (f"{name}.csv", content.encode())) for name, content in tables.items()]


def commit(client: TestClient, draft: dict[str, Any], mode: str = "merge") -> dict[str, Any]:
    answer = client.post(f"{URL}/{draft['id']}/commit", json={"mode": mode})
    assert answer.status_code == 202, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_network_is_looked_at_then_committed(house: House, tmp_path: Path) -> None:
    team = house.login(Role.ANIMATION)
    draft = upload(team)
    assert (draft["state"], draft["fault_count"], draft["warning_count"], draft["job"]) == ("ready", 0, 0, None)
    assert draft["merge"]["benevoles"] == {
        "rows": 3,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "set_aside": 0,
    }
    assert house.rows(Mentor) == []
    job = commit(team, draft)
    assert (job["kind"], job["state"]) == ("import", "queued")
    assert team.get(f"{URL}/{draft['id']}").json()["state"] == "committing"
    run_jobs(house)
    assert registry(house) == small(tmp_path / "reseau")
    after = team.get(f"{URL}/{draft['id']}").json()
    assert (after["state"], after["job"]["state"]) == ("committed", "done")
    assert after["job"]["result"]["tables"]["besoins"]["new"] == 3
    row = house.rows(ImportDraft)[0]
    assert (row.content, row.warnings) == (b"", [])
    actions = [entry.action for entry in house.rows(AuditEntry)]
    assert actions == ["import.upload", "job.start", "network.import"]
    entry = house.rows(AuditEntry)[-1]
    assert (entry.actor, entry.entity_id) == (team.headers["x-account"], draft["id"])


def test_every_fault_is_told_and_nothing_is_committed(house: House) -> None:
    team = house.login(Role.ADMIN)
    faulty = TABLES["projets"].replace("création", "creatoin").replace(";45000", ";beaucoup")
    draft = upload(team, projets=faulty, besoins=TABLES["besoins"].replace("N2;P1", "N2;P7"))
    assert (draft["state"], draft["fault_count"], draft["merge"]) == ("faulty", 3, {})
    by_column = {fault["column"]: fault for fault in draft["faults"]}
    assert set(by_column) == {"etape", "montant_recherche", "projet_id"}
    fault = by_column["montant_recherche"]
    assert (fault["file"], fault["line"], fault["value"]) == ("projets.csv", 2, "beaucoup")
    assert fault["expected"].startswith("un montant en euros")
    assert fault["sentence"].startswith(
        "projets.csv, ligne 2, colonne « montant_recherche » : « beaucoup » ne convient pas"
    )
    refused = team.post(f"{URL}/{draft['id']}/commit", json={"mode": "merge"})
    assert refused.status_code == 409
    assert "contient des fautes" in refused.json()["detail"]
    assert house.rows(Job) == []


def test_doubts_are_told_and_stop_nothing(house: House) -> None:
    draft = upload(
        house.login(Role.ANIMATION),
        benevoles=TABLES["benevoles"]
        .replace("annick@exemple.fr", "au bar")
        .replace("B3;", "B/3;")
        .replace("17100", "17999"),
        conflits=TABLES["conflits"].replace("B3;", "B/3;"),
    )
    assert draft["state"] == "ready"
    sentences = " ".join(warning["sentence"] for warning in draft["warnings"])
    assert "n'est pas une adresse électronique" in sentences
    assert "barre oblique" in sentences
    assert draft["warning_count"] >= 3


def test_the_preview_compares_with_the_registry(house: House, tmp_path: Path) -> None:
    brought(house, small(tmp_path / "reseau"))
    team = house.login(Role.ANIMATION)
    shorter = "\n".join(TABLES["benevoles"].split("\n")[:2]).replace(";30;8;", ";35;8;") + "\n"
    draft = upload(team, benevoles=shorter, historique="besoin_id;benevole_id;date;issue\n", conflits="personne_id\n")
    assert draft["replace"]["benevoles"] == {
        "rows": 1,
        "new": 0,
        "changed": 1,
        "unchanged": 0,
        "missing": 2,
        "set_aside": 0,
    }


def test_a_file_is_committed_once(house: House) -> None:
    team = house.login(Role.ANIMATION)
    draft = upload(team)
    commit(team, draft)
    for answer in (
        team.post(f"{URL}/{draft['id']}/commit", json={"mode": "merge"}),
        team.delete(f"{URL}/{draft['id']}"),
    ):
        assert answer.status_code == 409
        assert "en cours de versement" in answer.json()["detail"]
    run_jobs(house)
    again = team.post(f"{URL}/{draft['id']}/commit", json={"mode": "merge"})
    assert again.status_code == 409
    assert "déjà été versé" in again.json()["detail"]


def test_a_commit_that_was_cancelled_can_be_asked_for_again(house: House) -> None:
    team = house.login(Role.ANIMATION)
    draft = upload(team)
    job = commit(team, draft)
    team.post(f"/api/v1/jobs/{job['id']}/cancel")
    run_jobs(house)
    assert house.rows(Mentor) == []
    assert team.get(f"{URL}/{draft['id']}").json()["state"] == "ready"
    commit(team, draft, "replace")
    run_jobs(house)
    assert len(house.rows(Mentor)) == 3


def test_whoever_is_erased_meanwhile_does_not_come_back(house: House) -> None:
    team = house.login(Role.ANIMATION)
    draft = upload(team)
    commit(team, draft)
    with house.writing() as session:
        session.add(Erasure(id="E-1", erased_at=house.clock(), identifiers={"person": "X-1", "mentors": ["B2"]}))
    run_jobs(house)
    job = house.rows(Job)[0]
    assert job.state == "failed"
    assert job.failure.startswith("Des personnes du fichier ont été effacées à leur demande (B2).")
    assert house.rows(Mentor) == []
    assert upload(team)["faults"][0]["value"] == "B2"


def test_a_file_that_is_gone_fails_its_job(house: House) -> None:
    team = house.login(Role.ANIMATION)
    draft = upload(team)
    commit(team, draft)
    with house.writing() as session:
        session.delete(session.get_one(ImportDraft, draft["id"]))
    run_jobs(house)
    assert house.rows(Job)[0].failure.startswith("Ce fichier n'est plus là")


def test_files_of_the_last_day_are_listed(house: House) -> None:
    team = house.login(Role.ANIMATION)
    ids = []
    for _ in range(3):
        ids.append(upload(team)["id"])
        house.clock.advance(hours=6)
    page = team.get(URL, params={"limit": 2}).json()
    assert [draft["id"] for draft in page["items"]] == ids[:0:-1]
    assert "faults" not in page["items"][0]
    house.clock.advance(hours=7)
    assert [draft["id"] for draft in team.get(URL).json()["items"]] == ids[:0:-1]
    assert team.get(f"{URL}/{ids[0]}").status_code == 404
    assert team.post(f"{URL}/{ids[0]}/commit", json={"mode": "merge"}).status_code == 404


def test_a_file_is_discarded(house: House) -> None:
    team = house.login(Role.ANIMATION)
    draft = upload(team)
    assert team.delete(f"{URL}/{draft['id']}").status_code == 204
    assert team.get(f"{URL}/{draft['id']}").status_code == 404
    assert house.rows(ImportDraft) == []


@pytest.mark.parametrize("body", [{}, {"mode": "both"}, {"mode": "merge", "more": 1}])
def test_how_to_commit_must_be_said(sqlite_house: House, body: dict[str, Any]) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    draft = upload(team)
    assert team.post(f"{URL}/{draft['id']}/commit", json=body).status_code == 422


class TestUploads:
    def test_nothing_at_all(self, sqlite_house: House) -> None:
        team = sqlite_house.login(Role.ANIMATION)
        for answer in (team.post(URL), team.post(URL, data={"files": "x"}), team.post(URL, json={"files": []})):
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["field"] == "files"

    def test_a_body_that_is_no_form(self, sqlite_house: House) -> None:
        team = sqlite_house.login(Role.ANIMATION)
        answer = team.post(URL, content=b"x", headers={"content-type": "multipart/form-data"})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"

    def test_a_broken_archive_is_a_faulty_file(self, sqlite_house: House) -> None:
        answer = sqlite_house.login(Role.ANIMATION).post(URL, files={"files": ("r.zip", b"x")})
        assert answer.status_code == 201
        assert answer.json()["state"] == "faulty"

    @pytest.fixture
    def narrow_house(self, sqlite_maker: SqliteMaker, tmp_path: Path, encoder: CachedEncoder) -> Iterator[House]:
        """Give a service that takes files of one megabyte."""
        for url in sqlite_maker.make(tmp_path):
            yield from opened(House(url, tmp_path, encoder, upload_megabytes=1))

    def test_more_than_the_setting_allows(self, narrow_house: House) -> None:
        team = narrow_house.login(Role.ANIMATION)
        large = {"files": ("benevoles.csv", b"x" * (900 << 10))}
        assert team.post(URL, files=large).status_code == 201, "more than other routes take"
        larger = {"files": ("benevoles.csv", b"x" * (1200 << 10))}
        answer = team.post(URL, files=larger)
        assert answer.status_code == 413
        assert team.post("/api/v1/mentors", content=b"x" * (900 << 10)).status_code == 413

    def test_a_stranger_s_file_is_not_even_read(self, sqlite_house: House) -> None:
        received = []

        def chunks() -> Iterator[bytes]:
            for number in range(3):
                received.append(number)
                yield b"x" * 1000

        answer = sqlite_house.stranger().post(
            URL, content=chunks(), headers={"content-type": "multipart/form-data; boundary=x"}
        )
        assert answer.status_code == 401


@pytest.mark.parametrize("role", sorted(set(Role) - TEAM))
def test_others_do_not_know_that_it_exists(sqlite_house: House, role: Role) -> None:
    draft = upload(sqlite_house.login(Role.ANIMATION))
    other = sqlite_house.login(role)
    assert other.post(URL, files=parts(TABLES)).status_code == 404
    assert other.get(URL).status_code == 404
    assert other.get(f"{URL}/{draft['id']}").status_code == 404
    assert other.post(f"{URL}/{draft['id']}/commit", json={"mode": "merge"}).status_code == 404
    assert other.delete(f"{URL}/{draft['id']}").status_code == 404
    assert other.get("/api/v1/export").status_code == 404


@pytest.mark.parametrize("format", ["xlsx", "ods", "csv"])
def test_the_registry_as_a_file(house: House, tmp_path: Path, format: str) -> None:
    network = small(tmp_path / "reseau")
    brought(house, network)
    team = house.login(Role.ANIMATION)
    answer = team.get("/api/v1/export", params={"format": format})
    assert answer.status_code == 200
    suffix = "zip" if format == "csv" else format
    assert answer.headers["content-disposition"] == f'attachment; filename="reseau-2026-11-25.{suffix}"'
    assert answer.headers["cache-control"] == "no-store"
    target = tmp_path / ("out" if format == "csv" else f"out.{format}")
    if format == "csv":
        zipfile.ZipFile(io.BytesIO(answer.content)).extractall(target)
    else:
        target.write_bytes(answer.content)
    assert Network.read(target) == network
    entry = next(entry for entry in house.rows(AuditEntry) if entry.action == "network.export")
    assert entry.after == {
        "format": format,
        "rows": {
            "benevoles": 3,
            "projets": 2,
            "besoins": 3,
            "investisseurs": 1,
            "partenaires": 1,
            "historique": 1,
            "conflits": 1,
        },
    }
    assert entry.actor == team.headers["x-account"]


def test_an_export_is_a_workbook_unless_otherwise_said(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ADMIN)
    assert team.get("/api/v1/export").headers["content-type"].endswith("spreadsheetml.sheet")
    assert team.get("/api/v1/export", params={"format": "pdf"}).status_code == 422


def test_what_was_exported_can_be_imported(house: House, tmp_path: Path) -> None:
    brought(house, Network.read(written(tmp_path / "reseau")))
    team = house.login(Role.ANIMATION)
    content = team.get("/api/v1/export").content
    draft = team.post(URL, files={"files": ("reseau.xlsx", content)}).json()
    assert draft["state"] == "ready"
    assert all(each["unchanged"] == each["rows"] for each in draft["replace"].values())
    assert all(each["missing"] == 0 for each in draft["replace"].values())
