"""kill -9 while texts are embedded: what was not done is still queued, and is done at the next start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ptce_match.encoder.store import text_key
from service.clock import utc_now
from service.database.connection import open_database, reading, writing
from service.matching import repository
from service.matching.embedding import EmbedTexts
from service.matching.live import LiveMatcher
from service.matching.models import TextVector
from tests.service.matching import registry
from tests.service.matching.victim import Wide

if TYPE_CHECKING:
    from sqlalchemy import Engine

MOMENTS = {
    "nothing is embedded": "INSERT INTO text_vector",
    "vectors are kept, the queue is not emptied": "DELETE FROM text_task",
    "the change is told in the same breath": "INSERT INTO change",
}


def killed_at(database_url: str, moment: str) -> None:
    """Embed in a process of its own, and kill it when the moment comes."""
    command = [sys.executable, "-m", "tests.service.matching.victim", database_url, moment]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.kill()
        process.wait()


def waiting(database: Engine) -> int:
    with reading(database) as session:
        return repository.number_waiting(session)


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_is_lost_and_the_next_start_does_it(database_url: str, moment: str) -> None:
    database = open_database(database_url)
    try:
        with writing(database) as session:
            registry.small(session)
        killed_at(database_url, MOMENTS[moment])
        assert waiting(database) == 6
        live = LiveMatcher(database, Wide())
        duty = EmbedTexts(database, utc_now, live)
        while duty.run():
            pass
        assert waiting(database) == 0
        with reading(database) as session:
            assert session.get(TextVector, (Wide.model_id, text_key(registry.ACCOUNTS, "profile"))) is not None
        assert {mentor.id for mentor in live.network.mentors} == {"B1", "B2"}
    finally:
        database.dispose()
