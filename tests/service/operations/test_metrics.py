"""What Prometheus collects: lengths and ages, for this machine alone unless the settings say otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.changes import feed
from service.jobs.models import Job
from service.mail.models import OutgoingMessage
from service.matching.models import TextTask
from service.settings import Settings
from tests.service.house import House

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder


def local(house: House) -> TestClient:
    """Return a client on the machine of the service."""
    return TestClient(house.app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50_000))


def collected(client: TestClient) -> dict[str, float]:
    """Return the values by name, with the labels where there are any."""
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def message(id: str, house: House, *, tries: int = 0, waits: bool = True, sent: bool = False) -> OutgoingMessage:
    now = house.clock() - timedelta(minutes=2)
    return OutgoingMessage(
        id=id,
        recipient="annick@exemple.fr",
        subject="Bonjour",
        body="",
        created_at=now,
        tries=tries,
        next_try_at=now if waits else None,
        sent_at=now if sent else None,
    )


def test_queues_are_counted(house: House) -> None:
    now = house.clock()
    with house.writing() as session:
        session.add_all(
            [
                TextTask(kind="mentor", entity_id="B1", queued_at=now - timedelta(seconds=90)),
                TextTask(kind="need", entity_id="N1", queued_at=now),
                message("waits", house),
                message("fails", house, tries=3),
                message("sent", house, tries=1, waits=False, sent=True),
                message("given up", house, tries=8, waits=False),
                Job(id="J1", kind="import", state="queued", created_at=now),
                Job(id="J2", kind="import", state="done", created_at=now),
                Job(id="J3", kind="import", state="done", created_at=now),
            ]
        )
        feed.tell(session, ("mentor", "B1"))
        number = feed.last_number(session)
    found = collected(local(house))
    expected = {
        "ptce_texts_waiting": 2,
        "ptce_texts_oldest_seconds": 90,
        "ptce_messages_waiting": 2,
        "ptce_messages_oldest_seconds": 120,
        "ptce_messages_failing": 1,
        "ptce_messages_given_up": 1,
        "ptce_messages_sent": 1,
        "ptce_jobs queued": 1,
        "ptce_jobs running": 0,
        "ptce_jobs done": 2,
        "ptce_revision": number,
        "ptce_engine_ready": 0,
        "ptce_engine_lag": number,
        "ptce_database_up": 1,
    }
    assert {name: found[name] for name in expected} == expected


def test_empty_queues_are_nothing_old(house: House) -> None:
    found = collected(local(house))
    assert (found["ptce_texts_waiting"], found["ptce_texts_oldest_seconds"]) == (0, 0)
    assert (found["ptce_messages_waiting"], found["ptce_messages_oldest_seconds"]) == (0, 0)


def test_an_engine_that_has_seen_everything_does_not_lag(house: House) -> None:
    house.state.matcher.prepare()
    with house.writing() as session:
        feed.tell(session, ("mentor", "B1"))
    assert collected(local(house))["ptce_engine_lag"] == 1
    assert house.state.matcher.network is not None, "asking is what makes it follow"
    found = collected(local(house))
    assert (found["ptce_engine_ready"], found["ptce_engine_lag"]) == (1, 0)


def test_requests_and_the_process_are_in_it(sqlite_house: House) -> None:
    client = local(sqlite_house)
    client.get("/api/v1/mentors")
    found = collected(client)
    assert found["ptce_requests_total GET /api/v1/mentors 401"] >= 1
    assert found["ptce_request_seconds_count GET /api/v1/mentors"] >= 1
    assert found["process_resident_memory_bytes"] > 0


def test_without_a_database_it_says_so(tmp_path: Path, encoder: CachedEncoder) -> None:
    settings = Settings(
        demo=True, worker=False, data_folder=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/nowhere"
    )
    client = TestClient(create_app(settings, encoder=encoder), client=("127.0.0.1", 50_000))
    found = collected(client)
    assert found["ptce_database_up"] == 0
    assert "ptce_texts_waiting" not in found


class TestWhoMayAsk:
    @pytest.mark.parametrize("machine", ["127.0.0.1", "127.0.0.2", "::1"])
    def test_this_machine(self, sqlite_house: House, machine: str) -> None:
        assert TestClient(sqlite_house.app, client=(machine, 1)).get("/metrics").status_code == 200

    @pytest.mark.parametrize("machine", ["192.168.1.10", "2001:db8::1", "testclient"])
    def test_no_other(self, sqlite_house: House, machine: str) -> None:
        answer = TestClient(sqlite_house.app, client=(machine, 1)).get("/metrics")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
    def test_nobody_through_a_proxy_on_this_machine(self, sqlite_house: House, header: str) -> None:
        assert local(sqlite_house).get("/metrics", headers={header: "203.0.113.7"}).status_code == 404

    def test_everybody_when_the_settings_say_so(self, tmp_path: Path, encoder: CachedEncoder) -> None:
        with House(f"sqlite:///{tmp_path}/ptce.sqlite", tmp_path, encoder, metrics_open=True) as house:
            assert house.stranger().get("/metrics").status_code == 200
