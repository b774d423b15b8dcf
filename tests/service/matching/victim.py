"""A process that embeds what waits and stands still at a given moment, so that a test can kill it there.

    python -m tests.service.matching.victim DATABASE MOMENT

It writes one line when the moment has come: before the first statement that holds MOMENT.
"""

from __future__ import annotations

import sys
from threading import Event
from typing import Any

from sqlalchemy import event

from service.clock import utc_now
from service.database.connection import open_database
from service.matching.embedding import EmbedTexts
from service.matching.live import LiveMatcher
from tests.matcher.hashing_encoder import HashingEncoder


class Wide(HashingEncoder):
    """The hashing encoder, in as many dimensions as the model has."""

    model_id = "hashing-wide"
    dimension = 384

    def encode(self, texts: Any, kind: Any, *, progress: Any = None) -> Any:
        """Return the vectors of the hashing encoder, eight times one after the other."""
        import numpy as np

        narrow = super().encode(texts, kind, progress=progress)
        return np.tile(narrow, (1, 8)) / np.float32(np.sqrt(8))


def main(url: str, moment: str) -> None:
    """Embed until the moment comes."""
    database = open_database(url)

    def stand_still(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if moment in statement:
            sys.stdout.write("now\n")
            sys.stdout.flush()
            Event().wait()

    event.listen(database, "before_cursor_execute", stand_still)
    duty = EmbedTexts(database, utc_now, LiveMatcher(database, Wide()))
    while duty.run():
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
