"""Vectors kept on disk, so that no text is embedded twice."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder.encoder import Encoder, Kind

CACHE_VARIABLE: Final = "PTCE_MATCH_CACHE"
_FILE: Final = "vectors.sqlite"
_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS vectors (
        model TEXT NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, key)
    ) WITHOUT ROWID
"""
_AT_ONCE: Final = 500
PATIENCE: Final = 10.0
"""Seconds to wait for another process that writes."""
_LENGTH_ERROR: Final = 1e-3
_log = logging.getLogger(__name__)


def text_key(text: str, kind: Kind) -> bytes:
    """Return the key of a text: a digest, so that the store holds nobody's words."""
    return hashlib.blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def text_keys(texts: Iterable[str]) -> list[bytes]:
    """Return the keys of texts, of every kind."""
    return [text_key(text, kind) for text in texts for kind in ("need", "profile", "label")]


class Vectors(Protocol):
    """Where vectors are kept, by model and by key of the text."""

    def get(self, model_id: str, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        """Return the vectors that are there, by key."""
        ...

    def put(self, model_id: str, vectors: Iterable[tuple[bytes, NDArray[np.float32]]]) -> None:
        """Keep vectors; one that is there already is replaced."""
        ...

    def forget(self, texts: Iterable[str]) -> None:
        """Delete the vectors of texts, of every kind and model."""
        ...


class VectorStore:
    """A table of vectors in one SQLite file, by model and by digest of the text.

    It is only a saving: when the file cannot be opened, read or written, work goes on without it and a warning is
    logged. A damaged file is put aside and begun again. Several processes can share it.

    Parameters
    ----------
    path : Path
        The file; it is created, readable by its owner alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._database = self._open()

    @classmethod
    def open(cls) -> VectorStore:
        """Return the user's own store, in ``$PTCE_MATCH_CACHE`` or where the system keeps caches."""
        from platformdirs import user_cache_path

        folder = os.environ.get(CACHE_VARIABLE)
        return cls((Path(folder) if folder else user_cache_path("ptce-match")) / _FILE)

    def __len__(self) -> int:
        counted = self._rows("SELECT count(*) FROM vectors")
        return int(counted[0][0]) if counted else 0

    def get(self, model_id: str, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        """Return the vectors that are there, by key."""
        found: dict[bytes, NDArray[np.float32]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, vector FROM vectors WHERE model = ? AND key IN ({marks})"  # noqa: S608 - only marks
            for key, blob in self._rows(query, (model_id, *part)):
                vector = np.frombuffer(blob, dtype="<f4") if len(blob) == 4 * dimension else None
                if vector is not None and sound(vector):
                    found[key] = vector
        return found

    def put(self, model_id: str, vectors: Iterable[tuple[bytes, NDArray[np.float32]]]) -> None:
        """Keep vectors; one that is there already is replaced."""
        rows = [(model_id, key, vector.astype("<f4").tobytes()) for key, vector in vectors]
        self._write("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def forget(self, texts: Iterable[str]) -> None:
        """Delete the vectors of texts, of every kind and model: the right to erasure reaches here."""
        self._write("DELETE FROM vectors WHERE key = ?", [(key,) for key in text_keys(texts)])
        self._erase_traces()

    def prune(self, model_id: str) -> None:
        """Delete the vectors of every model but one."""
        self._write("DELETE FROM vectors WHERE model <> ?", [(model_id,)])

    def clear(self) -> None:
        """Delete everything."""
        self._write("DELETE FROM vectors", [()])
        self._erase_traces()

    def close(self) -> None:
        """Close the file; the store then holds nothing."""
        with self._lock:
            if self._database is not None:
                self._database.close()
            self._database = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            return self._connect()
        except (sqlite3.Error, OSError) as error:
            return self._reopen(error)

    def _reopen(self, error: Exception) -> sqlite3.Connection | None:
        """Begin again after an error, in a new file if the old one is damaged; else go on without any."""
        if not _damaged(error):
            _log.warning("vector store unusable, working without it: %s", type(error).__name__)
            return None
        if not self._put_aside():
            return None
        try:
            return self._connect()
        except (sqlite3.Error, OSError) as again:
            _log.warning("vector store unusable, working without it: %s", type(again).__name__)
            return None

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Created before SQLite does, so that it never is readable by others.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        database = sqlite3.connect(self.path, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
        try:
            # Only a saving of time, refused while another process does the same.
            with suppress(sqlite3.OperationalError):
                database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA secure_delete = ON")
            database.execute(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _put_aside(self) -> bool:
        """Rename a damaged file; tell whether a new one can be begun."""
        try:
            self.path.replace(self._damaged_path)
            for suffix in ("-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        except OSError:
            _log.warning("vector store damaged and cannot be replaced, working without it")
            return False
        _log.warning("vector store damaged, begun again")
        return True

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[bytes, bytes]]:
        with self._lock:
            if self._database is None:
                return []
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.Error as error:
                self._give_up(error)
                return []

    def _write(self, query: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._lock:
            if self._database is None or not rows:
                return
            try:
                with closing(self._database.cursor()) as cursor:
                    cursor.execute("BEGIN IMMEDIATE")
                    cursor.executemany(query, rows)
                    cursor.execute("COMMIT")
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        if self._database is not None:
            self._database.close()
        self._database = self._reopen(error)

    @property
    def _damaged_path(self) -> Path:
        return self.path.with_suffix(".damaged")

    def _erase_traces(self) -> None:
        """Rid the journal and the damaged file of what was deleted."""
        with self._lock, suppress(sqlite3.Error, OSError):
            self._damaged_path.unlink(missing_ok=True)
            if self._database is not None:
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _damaged(error: Exception) -> bool:
    # A file that is locked, or cannot be opened, is somebody else's business: it must not be put aside.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def sound(vector: NDArray[np.float32]) -> bool:
    """Tell whether a vector is one that an encoder gives: of unit length, or zero."""
    with np.errstate(all="ignore"):
        square = float(vector @ vector)
    return abs(square - 1.0) < _LENGTH_ERROR or square == 0.0


class CachedEncoder:
    """An encoder that asks its store first, and embeds each distinct text once.

    Parameters
    ----------
    encoder : Encoder
    store : Vectors
    keep : bool
        Whether the store is given what it lacks; not for texts that are told in passing.
    """

    def __init__(self, encoder: Encoder, store: Vectors, *, keep: bool = True) -> None:
        self.encoder = encoder
        self.store = store
        self.keep = keep

    @property
    def model_id(self) -> str:
        """Name and version of the model."""
        return self.encoder.model_id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.encoder.dimension

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """See `Encoder.encode`; new vectors are kept as they come, so that an interruption loses little."""
        keys = [text_key(text, kind) for text in texts]
        distinct = dict(zip(keys, texts, strict=True))
        known = self.store.get(self.model_id, list(distinct), self.dimension)
        missing = [key for key in distinct if key not in known]
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            vectors = self.encoder.encode(
                [distinct[key] for key in part], kind, progress=_shifted(progress, start, len(missing))
            )
            if self.keep:
                self.store.put(self.model_id, zip(part, vectors, strict=True))
            known.update(zip(part, vectors, strict=True))
        if not keys:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys])


def _shifted(progress: Callable[[int, int], None] | None, start: int, total: int) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, _: progress(start + done, total)
