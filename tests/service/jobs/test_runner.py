"""Jobs: run once, seen through to their end, and begun again when their process died."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from ptce_match.errors import InputError
from service.access.actor import SYSTEM
from service.database.connection import open_database
from service.jobs import runner, service
from service.jobs.context import JobContext, JobError
from service.jobs.models import Job
from service.jobs.process import this_process
from service.jobs.runner import ATTEMPTS, SILENCE, RunJobs

from ..exchange.networks import run_jobs

if TYPE_CHECKING:
    from tests.service.house import House

Define = Callable[[Callable[[JobContext], dict[str, Any]]], None]


@pytest.fixture
def define(monkeypatch: pytest.MonkeyPatch) -> Define:
    """Return a function that says what a job of the kind `test` does."""
    return lambda work: monkeypatch.setitem(runner.KINDS, "test", work)


def runner_of(house: House) -> RunJobs:
    return RunJobs(house.settings, house.state.database, house.clock, house.state.matcher)


def started(house: House, **payload: Any) -> str:
    with house.writing() as session:
        return service.start(session, house.clock(), SYSTEM, "test", payload).id


def job(house: House, job_id: str) -> Job:
    with house.reading() as session:
        return session.get_one(Job, job_id)


def under_way(house: House, worker: str, **values: Any) -> str:
    """Return a job that a process claimed and did not finish."""
    job_id = started(house)
    with house.writing() as session:
        row = session.get_one(Job, job_id)
        row.state, row.worker, row.attempts, row.heartbeat_at = "running", worker, 1, house.clock()
        row.sqlmodel_update(values)
        session.add(row)
    return job_id


def test_a_job_is_done_and_tells_how_far_it_is(house: House, define: Define) -> None:
    seen: list[tuple[int, int, str]] = []

    def count(context: JobContext) -> dict[str, Any]:
        for done in range(context.payload["steps"]):
            context.progress(done, context.payload["steps"])
            row = job(house, context.id)
            seen.append((row.done, row.total, row.state))
        return {"counted": context.payload["steps"]}

    define(count)
    job_id = started(house, steps=2)
    run_jobs(house)
    row = job(house, job_id)
    assert seen == [(0, 2, "running"), (1, 2, "running")]
    assert (row.state, row.result, row.done, row.total, row.worker) == ("done", {"counted": 2}, 2, 2, "")
    assert row.finished_at == house.clock()


def test_the_oldest_one_first(house: House, define: Define) -> None:
    order: list[str] = []

    def note(context: JobContext) -> dict[str, Any]:
        order.append(context.id)
        return {}

    define(note)
    first = started(house)
    house.clock.advance(seconds=1)
    second = started(house)
    run_jobs(house)
    assert order == [first, second]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (JobError("Le fichier n'est plus là."), "Le fichier n'est plus là."),
        (InputError("Annick Rullier n'a pas d'adresse"), "Une erreur imprévue a arrêté ce travail (InputError)"),
        (ValueError("annick@exemple.fr"), "Une erreur imprévue a arrêté ce travail (ValueError)"),
    ],
)
def test_a_failure_names_nobody(sqlite_house: House, define: Define, error: Exception, told: str) -> None:
    def fail(_context: JobContext) -> dict[str, Any]:
        raise error

    define(fail)
    job_id = started(sqlite_house)
    run_jobs(sqlite_house)
    row = job(sqlite_house, job_id)
    assert row.state == "failed"
    assert row.failure.startswith(told)
    assert "nnick" not in row.failure


def test_a_kind_that_nobody_knows_fails(sqlite_house: House) -> None:
    job_id = started(sqlite_house)
    run_jobs(sqlite_house)
    assert job(sqlite_house, job_id).state == "failed"


def test_a_job_that_is_cancelled_while_it_runs_ends_at_its_next_step(house: House, define: Define) -> None:
    steps: list[int] = []

    def work(context: JobContext) -> dict[str, Any]:
        for step in range(5):
            context.progress(step, 5)
            steps.append(step)
            if step == 1:
                with house.writing() as session:
                    service.cancel(session, house.clock(), SYSTEM, session.get_one(Job, context.id))
        return {}

    define(work)
    job_id = started(house)
    run_jobs(house)
    row = job(house, job_id)
    assert steps == [0, 1]
    assert (row.state, row.result, row.done) == ("cancelled", None, 2)


def test_two_processes_never_do_the_same_job(house: House, database_url: str, define: Define) -> None:
    done: list[str] = []

    def work(context: JobContext) -> dict[str, Any]:
        done.append(context.id)
        return {}

    define(work)
    ids = [started(house) for _ in range(12)]
    others = [open_database(database_url) for _ in range(3)]
    runners = [RunJobs(house.settings, engine, house.clock, house.state.matcher) for engine in others]

    def run_all(duty: RunJobs) -> None:
        while duty.run():
            pass

    with ThreadPoolExecutor() as threads:
        list(threads.map(run_all, runners))
    for engine in others:
        engine.dispose()
    assert sorted(done) == sorted(ids)
    assert {row.state for row in house.rows(Job)} == {"done"}


def test_a_service_that_stops_gives_its_job_back(house: House, define: Define) -> None:
    duty = runner_of(house)

    def work(context: JobContext) -> dict[str, Any]:
        duty.stop()
        context.progress(1, 2)
        return {}

    define(work)
    job_id = started(house)
    assert duty.run()
    row = job(house, job_id)
    assert (row.state, row.worker, row.attempts) == ("queued", "", 0)
    assert not duty.run()
    assert job(house, job_id).state == "queued"


def test_the_job_of_a_process_that_died_is_begun_again(house: House, define: Define) -> None:
    command = [sys.executable, "-c", "from service.jobs.process import this_process; print(this_process())"]
    gone = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    define(lambda _: {"again": True})
    job_id = under_way(house, gone)
    run_jobs(house)
    row = job(house, job_id)
    assert (row.state, row.attempts, row.result) == ("done", 2, {"again": True})


def test_a_silent_job_is_taken_from_another_machine(house: House, define: Define) -> None:
    define(lambda _: {})
    job_id = under_way(house, "elsewhere/7/x")
    run_jobs(house)
    assert job(house, job_id).state == "running"
    house.clock.advance(seconds=SILENCE.total_seconds() + 1)
    run_jobs(house)
    assert job(house, job_id).state == "done"


def test_a_job_of_this_process_is_left_alone(sqlite_house: House, define: Define) -> None:
    define(lambda _: {})
    job_id = under_way(sqlite_house, this_process())
    sqlite_house.clock.advance(days=1)
    run_jobs(sqlite_house)
    assert job(sqlite_house, job_id).state == "running"


def test_a_job_that_kills_its_process_is_given_up(house: House) -> None:
    job_id = under_way(house, "elsewhere/7/x", attempts=ATTEMPTS)
    house.clock.advance(hours=1)
    run_jobs(house)
    row = job(house, job_id)
    assert row.state == "failed"
    assert row.failure == "Ce travail s'est interrompu 3 fois sans finir. Prévenez l'équipe technique."


def test_a_dead_job_that_was_cancelled_is_not_begun_again(house: House) -> None:
    job_id = under_way(house, "elsewhere/7/x", cancel_asked=True)
    house.clock.advance(hours=1)
    run_jobs(house)
    assert job(house, job_id).state == "cancelled"


def test_a_worker_that_was_silent_too_long_lets_go(house: House, define: Define) -> None:
    ends: list[str] = []

    def work(context: JobContext) -> dict[str, Any]:
        if ends:
            return {"by": "the second"}
        ends.append("first")
        with house.writing() as session:
            row = session.get_one(Job, context.id)
            row.worker, row.heartbeat_at = "elsewhere/7/x", house.clock()
            session.add(row)
        context.progress(1, 2)
        return {"by": "the first"}

    define(work)
    job_id = started(house)
    run_jobs(house)
    assert job(house, job_id).state == "running"
    house.clock.advance(hours=1)
    run_jobs(house)
    assert job(house, job_id).result == {"by": "the second"}
