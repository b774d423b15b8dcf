"""`ptce-match serve`: up with one sentence, down without losing anything, refused with one sentence."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.service.commands.processes import SECRET, environment, finished, serving, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.service.databases import SqliteMaker


@pytest.fixture
def data(tmp_path: Path, sqlite_maker: SqliteMaker) -> Iterator[Path]:
    """Give a data folder with a migrated database."""
    folder = tmp_path / "data"
    folder.mkdir()
    for _ in sqlite_maker.make(folder):
        yield folder


def refusal(*arguments: str, **settings: object) -> str:
    """Run `serve`, which must refuse to; return its one sentence."""
    status, out, err = finished("serve", *arguments, env=environment(secret_key=SECRET, **settings))
    assert (status, out) == (2, ""), err
    assert "Traceback" not in err
    return err.strip()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_ends_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    """It makes the folder and the database that it needs, and keeps them private."""
    folder = tmp_path / "nouveau" / "dossier"
    with serving(env=environment(secret_key=SECRET, data_folder=folder)) as service:
        assert service.get("/health/live") == (200, {"status": "ok"})
        assert service.get("/api/v1/mentors")[0] == 401
        status, err = service.end(number)
    assert status == 0
    events = [json.loads(line) for line in err.splitlines()]
    assert {"Application startup complete.", "request", "Application shutdown complete."} <= {
        event["event"] for event in events
    }
    assert all(event["timestamp"] for event in events)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "ptce.sqlite").stat().st_mode) == 0o600
    with sqlite3.connect(folder / "ptce.sqlite") as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_settings_may_come_from_a_file(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "réglages.toml"
    file.write_text(f'secret_key = "{SECRET}"\ndata_folder = "{data}"\nlog_format = "text"\n', encoding="utf-8")
    with serving("--settings", str(file), env=environment()) as service:
        assert service.get("/health/live")[0] == 200
        status, err = service.end()
    assert status == 0
    assert "startup complete" in err
    assert not err.startswith("{")


def test_requests_under_way_are_finished(data: Path) -> None:
    """A request whose body is still on its way when the signal comes gets its answer."""
    with serving(env=environment(secret_key=SECRET, data_folder=data)) as service:
        host, port = service.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection, connection.makefile("rb") as answers:
            body = b'{"email": "annick@exemple.fr", "password": "une phrase assez longue"}'
            connection.sendall(
                b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
                b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            # The service asks for the body: from here on the request is under way.
            assert answers.readline().startswith(b"HTTP/1.1 100")
            service.process.send_signal(signal.SIGTERM)
            while b"Shutting down" not in (line := _error_line(service.process)) and line:
                pass
            connection.sendall(body)
            answer = answers.read()
        assert b"HTTP/1.1 4" in answer
        assert b"problem+json" in answer
        service.process.communicate(timeout=60)
        assert service.process.returncode == 0


def _error_line(process: object) -> bytes:
    line: str = process.stderr.readline()  # type: ignore[attr-defined]
    return line.encode()


class TestRefusals:
    def test_settings_that_do_not_fit(self, tmp_path: Path) -> None:
        said = refusal(data_folder=tmp_path, threads="beaucoup", log_format="xml")
        assert "threads" in said
        assert "log_format" in said

    def test_the_secret_of_the_demo(self, tmp_path: Path) -> None:
        status, _, err = finished("serve", env=environment(data_folder=tmp_path))
        assert status == 2
        assert "secret_key" in err

    def test_a_port_that_is_taken(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            said = refusal("--port", str(port), data_folder=tmp_path)
        assert said == (
            f"Le service ne peut pas écouter sur 127.0.0.1, port {port} : un autre programme s'en sert déjà. Arrêtez-le, ou "
            "choisissez un autre port (--port 0 en prend un libre)."
        )

    @pytest.mark.parametrize("host", ["192.0.2.1", "machine.invalid"])
    def test_an_address_that_is_not_ours(self, tmp_path: Path, host: str) -> None:
        assert "Vérifiez le réglage host" in refusal("--host", host, "--port", "0", data_folder=tmp_path)

    def test_a_port_that_is_none(self, tmp_path: Path) -> None:
        assert "« 70000 »" in refusal("--port", "70000", data_folder=tmp_path)

    def test_a_folder_that_cannot_be_written(self) -> None:
        folder = Path(os.devnull) / "rien"
        said = refusal("--port", "0", data_folder=folder)
        assert f"« {folder} »" in said
        assert "data_folder" in said

    def test_a_database_that_does_not_answer(self, tmp_path: Path) -> None:
        url = "postgresql://ptce:motdepasse@127.0.0.1:1/ptce"
        said = refusal("--port", "0", data_folder=tmp_path, database_url=url)
        assert "ne répond pas" in said
        assert "127.0.0.1:1/ptce" in said
        assert "motdepasse" not in said

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        (tmp_path / "ptce.sqlite").write_text("Ceci est une lettre." * 100, encoding="utf-8")
        assert "ne répond pas" in refusal("--port", "0", data_folder=tmp_path)

    def test_a_database_of_a_newer_version(self, data: Path) -> None:
        with sqlite3.connect(data / "ptce.sqlite") as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        said = refusal("--port", "0", data_folder=data)
        assert "« 9999 »" in said
        assert "plus récente" in said


def test_a_signal_before_it_answers_ends_it_too(tmp_path: Path) -> None:
    """While it waits for a database server that takes its time."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"postgresql://ptce@127.0.0.1:{server.getsockname()[1]}/ptce?sslmode=disable"
        env = environment(secret_key=SECRET, data_folder=tmp_path, database_url=url)
        process = started("serve", "--port", "0", env=env)
        try:
            connection, _ = server.accept()
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
            connection.close()
        finally:
            process.kill()
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(("trusted", "second"), [("", 429), ("127.0.0.1", 202)])
def test_only_a_trusted_proxy_says_who_asks(data: Path, trusted: str, second: int) -> None:
    """Tries are counted by machine: whoever could name another machine each time would never be stopped."""
    env = environment(secret_key=SECRET, data_folder=data, trusted_proxies=trusted, sign_ups_per_hour=1)
    with serving(env=env) as service:
        statuses = [
            service.post("/api/v1/auth/password/forgot", {"email": f"{machine}@exemple.fr"}, machine)
            for machine in ("203.0.113.7", "203.0.113.8")
        ]
        assert statuses == [202, second]
        assert service.end()[0] == 0
