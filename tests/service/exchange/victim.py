"""A process that imports and stands still at a given moment, so that a test can kill it there.

    python -m tests.service.exchange.victim DATABASE MOMENT

It writes one line when the moment has come: before the first statement that holds MOMENT.
"""

from __future__ import annotations

import sys
from threading import Event
from typing import Any, Final

from sqlalchemy import event

from service.clock import utc_now
from service.database.connection import open_database
from service.jobs.runner import RunJobs
from service.matching.live import LiveMatcher
from service.settings import Settings

FINISHED: Final = "finished_at="
"""The registry is committed, but the job is not yet marked as done."""


def main(url: str, moment: str) -> None:
    """Run the queued jobs until the moment comes."""
    database = open_database(url)

    def stand_still(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if moment in statement:
            sys.stdout.write("now\n")
            sys.stdout.flush()
            Event().wait()

    event.listen(database, "before_cursor_execute", stand_still)
    RunJobs(Settings(demo=True, database_url=url), database, utc_now, LiveMatcher(database)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
