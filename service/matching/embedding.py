"""Embedding new and changed texts in the background, from the queue in the database."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match.encoder import CachedEncoder
from ptce_match.encoder.store import text_key
from ptce_match.signals import load_reference
from service.changes import feed
from service.database.connection import reading, writing
from service.matching import candidates, queue, repository
from service.matching.mirror import READ
from service.matching.rows import KINDS
from service.matching.store import DatabaseVectors
from service.matching.texts import ENTRIES, Embedded, embedded, parts, reference, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Engine
    from sqlmodel import Session

    from ptce_match.encoder import Kind, Vectors
    from service.clock import Clock
    from service.jobs.context import JobContext
    from service.matching.live import LiveMatcher

_AT_ONCE: Final = 16
"""Entries embedded between two looks at the time."""
_MOST: Final = 64
"""Entries of a batch: what a request may have to take up before it is answered."""
_LONG: Final = 0.5
"""Seconds of embedding after which a batch ends, so that people appear as they come and the service stops soon."""
_JOB_BATCH: Final = 32
_HEAD_START: Final = 2.0
"""Seconds that what waits may take before the engine answers without it."""

Entry = tuple[str, str]


class EmbedTexts:
    """The duty that embeds what waits, oldest first, and keeps the engine of this process up with the network."""

    name = "texts"

    def __init__(self, database: Engine, clock: Clock, matcher: LiveMatcher) -> None:
        self._database, self._clock, self._matcher = database, clock, matcher
        self._ending = False

    def stop(self) -> None:
        """Begin nothing more."""
        self._ending = True

    def run(self) -> bool:
        """Do one batch, or what the engine needs; return whether there was anything."""
        matcher = self._matcher
        if self._ending:
            return False
        if not matcher.ready:
            try:
                self._begin()
            except _EndingError:
                return False
            return True
        matcher.catch_up()
        if matcher.behind:
            matcher.prepare()
            return True
        if self._batch():
            return True
        if matcher.crowded:
            matcher.consolidate()
            return True
        return False

    def _begin(self) -> None:
        """Start the engine: with all that is embedded, or can be in a moment."""
        matcher = self._matcher
        first = text_key(load_reference().needs[0], "need")
        if first not in matcher.store.get(matcher.encoder.model_id, [first], matcher.encoder.dimension):
            # A new model, or a new place for its vectors: everything is to be read with it.
            with writing(self._database) as session:
                entries = [(kind, row.key) for kind in ENTRIES for row in KINDS[kind].read(session)]
                queue.embed_all(session, self._clock(), entries)
            reference(_Interruptible(matcher.encoder, lambda: self._ending))
        until = time.monotonic() + _HEAD_START
        while time.monotonic() < until and self._batch():
            pass
        matcher.prepare()
        matcher.warm()

    def _batch(self) -> bool:
        with reading(self._database) as session:
            waiting = repository.oldest(session, _MOST)
            rows = _read(session, waiting)
        if not waiting:
            return False
        tasks: list[Entry] = []
        made: list[Embedded] = []
        until = time.monotonic() + _LONG
        while len(tasks) < len(waiting) and (not tasks or time.monotonic() < until):
            part = waiting[len(tasks) : len(tasks) + _AT_ONCE]
            made += embedded(self._matcher.encoder, {entry: rows[entry] for entry in part if entry in rows})
            tasks += part
        found = {entry: rows[entry] for entry in tasks if entry in rows}
        postponed = candidates.keep(self._database, self._matcher.encoder.model_id, made)
        before = {entry: self._matcher.texts_of(*entry) for entry in found if entry[0] in READ}
        with writing(self._database) as session:
            # Taken first, with nothing else held: whoever writes takes this lock, and nobody waits in a circle.
            feed.tell(session, *(entry for entry in tasks if entry[0] in READ))
            done = repository.lock_tasks(session, tasks)
            present = _read(session, done)
            same = [entry for entry in done if _settled(entry, present.get(entry), found.get(entry), postponed)]
            repository.delete_tasks(session, same)
        self._forget({entry: before.get(entry) for entry in same}, found)
        if self._matcher.ready:
            self._matcher.catch_up()
        return True

    def _forget(self, before: dict[Entry, Any], found: dict[Entry, Any]) -> None:
        """Delete the vectors of what these people wrote before."""
        old = {part for (kind, _), entity in before.items() if entity is not None for part in parts(kind, entity)}
        new = {part for entry in before if entry in found for part in parts(entry[0], found[entry])}
        if old - new:
            self._matcher.store.forget(old - new)


class _EndingError(Exception):
    """The service is to stop."""


class _Interruptible:
    """An encoder that begins nothing more once the service is to stop; what it has read until then is kept."""

    def __init__(self, encoder: CachedEncoder, ending: Callable[[], bool]) -> None:
        self._encoder, self._ending = encoder, ending
        self.model_id, self.dimension = encoder.model_id, encoder.dimension

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """See `Encoder.encode`; raises `_EndingError`."""
        made = []
        for start in range(0, max(1, len(texts)), _AT_ONCE):
            if self._ending():
                raise _EndingError
            made.append(self._encoder.encode(texts[start : start + _AT_ONCE], kind, progress=progress))
        return np.concatenate(made)


def reembed(context: JobContext) -> dict[str, Any]:
    """Embed every text again, and delete the vectors that belong to no text any more; the job `reembed`."""
    matcher = context.matcher
    store = matcher.store
    before = store.keys() if isinstance(store, DatabaseVectors) else []
    afresh = _Afresh(store)
    encoder = CachedEncoder(matcher.encoder.encoder, afresh)
    reference(encoder)
    with reading(context.database) as session:
        entries = [(kind, row.key) for kind in ENTRIES for row in KINDS[kind].read(session)]
    for start in range(0, len(entries), _JOB_BATCH):
        context.progress(start, len(entries))
        with reading(context.database) as session:
            found = _read(session, entries[start : start + _JOB_BATCH])
        candidates.keep(context.database, encoder.model_id, embedded(encoder, found))
    context.progress(len(entries), len(entries))
    unused = [(model, key) for model, key in before if model != encoder.model_id or key not in afresh.used]
    if isinstance(store, DatabaseVectors):
        store.delete(unused)
    return {"entries": len(entries), "vectors": len(afresh.used), "deleted": len(unused)}


class _Afresh:
    """A store that seems empty, so that everything is embedded again; notes what it is given."""

    def __init__(self, store: Vectors) -> None:
        self._store = store
        self.used: set[bytes] = set()

    def get(self, model_id: str, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        # What this job embedded already need not be embedded twice.
        return self._store.get(model_id, [key for key in keys if key in self.used], dimension)

    def put(self, model_id: str, vectors: Iterable[tuple[bytes, NDArray[np.float32]]]) -> None:
        made = list(vectors)
        self._store.put(model_id, made)
        self.used.update(key for key, _ in made)

    def forget(self, texts: Iterable[str]) -> None:
        self._store.forget(texts)


def _read(session: Session, entries: Iterable[Entry]) -> dict[Entry, Any]:
    """Return those of the entries that are there."""
    found: dict[Entry, Any] = {}
    wanted = list(entries)
    for kind in ENTRIES:
        keys = [key for own, key in wanted if own == kind]
        if keys:
            found |= {(kind, row.key): row.entity for row in KINDS[kind].read(session, keys)}
    return found


def _settled(entry: Entry, present: Any, embedded_one: Any, postponed: set[str]) -> bool:
    """Tell whether an entry's task is done: it is gone, or what was embedded is what it still says."""
    kind, key = entry
    if present is None:
        return True
    if kind == "mentor" and key in postponed:
        return False
    return embedded_one is not None and written(kind, present) == written(kind, embedded_one)
