"""How long an import of 10,000 mentors takes, and how long others wait to write meanwhile, as Markdown.

usage: python -m scripts.bench_import [DATABASE]

The database must be empty; a SQLite file in a temporary folder by default.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ptce_match.network import Network
from ptce_match.resources import resource
from scripts.bench import many_mentors
from service.access.actor import SYSTEM
from service.clock import utc_now
from service.database import migrate
from service.database.base import new_id
from service.database.connection import open_database, writing
from service.exchange.importing import import_network
from service.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_MENTORS: Final = 10_000
_PAUSE: Final = 0.01


@contextmanager
def another_writer(database: Engine) -> Iterator[list[float]]:
    """Write small things all the time, and give how many seconds each of them took."""
    waits: list[float] = []
    ending = threading.Event()

    def write() -> None:
        while not ending.wait(_PAUSE):
            begun, now = time.perf_counter(), utc_now()
            with writing(database) as session:
                session.add(Person(id=new_id("X"), name="Camille Essai", created_at=now, last_active_at=now))
            waits.append(time.perf_counter() - begun)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield waits
    finally:
        ending.set()
        thread.join()


def measure(url: str) -> None:
    """Print one line an import."""
    demo = Network.read(resource("data", "demo"))
    new = replace(demo, mentors=(*demo.mentors, *many_mentors(demo, _MENTORS - len(demo.mentors)).mentors))
    changed = replace(new, mentors=tuple(replace(each, profile=f"{each.profile} Voilà.") for each in new.mentors))
    database = open_database(url)
    migrate.upgrade(database)
    print(
        f"| {_MENTORS} mentors, {database.dialect.name} | import (s) | longest wait of another writer (s) |\n|---|---|---|"
    )
    for what, network in (("all new", new), ("all known", new), ("all texts changed", changed)):
        with another_writer(database) as waits:
            begun = time.perf_counter()
            with writing(database) as session:
                import_network(session, utc_now(), SYSTEM, network)
            seconds = time.perf_counter() - begun
        print(f"| {what} | {seconds:.2f} | {max(waits, default=0.0):.2f} |")
    database.dispose()


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
