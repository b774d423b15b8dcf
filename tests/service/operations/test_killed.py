"""The serving process is killed while it reads new texts: nothing is lost, and the next one finishes."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from service.access.roles import Role
from service.matching.models import TextTask, TextVector
from service.mentors.models import Mentor
from tests.service.house import House

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder

MENTORS: Final = 90
_SERVE: Final = """
import sys
from pathlib import Path
from ptce_match.encoder import CachedEncoder, OnnxEncoder, VectorStore
from service.app import create_app
from service.commands import listening
from service.settings import Settings

class Telling:
    def __init__(self, encoder):
        self.encoder, self.model_id, self.dimension = encoder, encoder.model_id, encoder.dimension
        self.seen = set()

    def encode(self, texts, kind, *, progress=None):
        made = self.encoder.encode(texts, kind, progress=progress)
        self.seen |= {text for text in texts if "chandelle" in text}
        # One batch (64 at most) is done by then, and the next one is under way.
        if len(self.seen) > 70:
            print("reading", flush=True)
            sys.stdin.readline()
        return made

url, data, vectors = sys.argv[1:]
settings = Settings(demo=True, database_url=url, data_folder=Path(data), port=0)
encoder = Telling(CachedEncoder(OnnxEncoder.load(), VectorStore(Path(vectors))))
with listening.bound(settings) as socket:
    listening.serve(create_app(settings, encoder=encoder), settings, socket, said=lambda address: None)
"""


def test_what_was_queued_is_read_by_the_next_process(database_url: str, tmp_path: Path, encoder: CachedEncoder) -> None:
    with House(database_url, tmp_path, encoder) as house:
        team = house.login(Role.ANIMATION)
        for number in range(MENTORS):
            new = {
                "name": f"Bénévole {number}",
                "adult": True,
                "status": "retraité",
                "profile": f"J'ai tourné {number} fois le bois, à la chandelle {number}.",
            }
            assert team.post("/api/v1/mentors", json=new).status_code == 201
        before = {mentor.id: mentor.profile for mentor in house.rows(Mentor)}

    vectors = str(encoder.store.path)  # type: ignore[attr-defined]  # the suite's is a file
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, database_url, str(tmp_path / "data"), vectors],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"reading\n"
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL

    with House(database_url, tmp_path, encoder) as house:
        waiting = {task.entity_id for task in house.rows(TextTask)}
        assert 0 < len(waiting) < MENTORS, "it was killed on the way"
        assert {mentor.id: mentor.profile for mentor in house.rows(Mentor)} == before
        house.work()
        assert house.rows(TextTask) == []
        network = house.state.matcher.network
        assert {mentor.id for mentor in network.mentors} == set(before)
        kept = {vector.key for vector in house.rows(TextVector)}
        assert len(kept) >= MENTORS
        answer = house.state.matcher.free_text("Qui sait tourner le bois ?", k=3)
        assert answer.mentors.suggestions
