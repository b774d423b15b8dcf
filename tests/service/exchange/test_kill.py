"""kill -9 during an import: the registry is as before, and the job is done at the next start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from service.access.actor import SYSTEM
from service.changes.models import Change
from service.exchange import service
from service.exchange.models import ImportDraft
from service.exchange.unpacking import Sent, parcel
from service.jobs.models import Job
from service.mentors.models import Mentor
from service.people.models import Person
from tests.service.small_network import TABLES

from .networks import registry, run_jobs, small
from .victim import FINISHED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.house import House

MOMENTS = {
    "half of the tables are written": "INSERT INTO need",
    "all is written": "INSERT INTO change",
    "all is committed": FINISHED,
}


def queued(house: House) -> str:
    """Return the job of an import that somebody asked for."""
    sent = parcel([Sent(f"{name}.csv", content.encode()) for name, content in TABLES.items()])
    now = house.clock()
    examined = service.examine(house.state.database, now, sent)
    with house.writing() as session:
        draft = service.keep(session, now, SYSTEM, sent, examined)
        return service.commit(session, now, SYSTEM, draft, "replace").id


def killed_at(database_url: str, moment: str) -> None:
    """Import in a process of its own, and kill it when the moment comes."""
    command = [sys.executable, "-m", "tests.service.exchange.victim", database_url, moment]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.kill()
        process.wait()


@pytest.mark.parametrize("moment", MOMENTS)
def test_all_or_nothing_and_done_at_the_next_start(
    house: House, database_url: str, tmp_path: Path, moment: str
) -> None:
    network = small(tmp_path / "reseau")
    job_id = queued(house)
    killed_at(database_url, MOMENTS[moment])
    committed = MOMENTS[moment] == FINISHED
    assert len(house.rows(Mentor)) == (3 if committed else 0)
    assert len(house.rows(Person)) == (3 if committed else 0)
    assert bool(house.rows(Change)) == committed
    assert house.rows(ImportDraft)[0].state == ("committed" if committed else "ready")
    assert house.rows(Job)[0].state == "running"
    run_jobs(house)
    assert registry(house) == network
    assert len(house.rows(Person)) == 3
    with house.reading() as session:
        job = session.get_one(Job, job_id)
    assert (job.state, job.attempts) == ("done", 2)
    assert job.result is not None
    assert job.result["tables"]["benevoles"]["new"] == 3
