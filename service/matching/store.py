"""Vectors kept in the database, so that a backup holds them and an erasure reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from ptce_match.encoder.store import sound, text_keys
from service.database.connection import reading, writing
from service.matching.models import TextVector

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Engine

_AT_ONCE: Final = 500
_RECENT: Final = 512


class DatabaseVectors:
    """The table `text_vector`, as `ptce_match.encoder.store.Vectors`: float32, by model and by digest of the text.

    Those that were asked for one by one are kept at hand as well: each suggestion asks for the vector of its need.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._recent: dict[tuple[str, bytes], NDArray[np.float32]] = {}
        self._forgotten = 0

    def get(self, model_id: str, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        """Return the vectors that are there, by key."""
        if len(keys) > 1:
            return self._read(model_id, keys, dimension)
        recent = {key: vector for key in keys if (vector := self._recent.get((model_id, key))) is not None}
        if len(recent) == len(keys):
            return recent
        before = self._forgotten
        found = self._read(model_id, keys, dimension)
        if len(self._recent) > _RECENT:
            self._recent.clear()
        if before == self._forgotten:  # What was read while somebody was erased is not kept.
            self._recent.update(((model_id, key), vector) for key, vector in found.items())
        return found

    def _read(self, model_id: str, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}
        statement = sa.select(col(TextVector.key), col(TextVector.vector)).where(col(TextVector.model) == model_id)
        with reading(self._database) as session:
            for start in range(0, len(keys), _AT_ONCE):
                part = list(keys[start : start + _AT_ONCE])
                for key, stored in session.connection().execute(statement.where(col(TextVector.key).in_(part))):
                    vector = np.frombuffer(stored, dtype="<f4") if len(stored) == 4 * dimension else None
                    if vector is not None and sound(vector):
                        found[bytes(key)] = vector
        return found

    def put(self, model_id: str, vectors: Iterable[tuple[bytes, NDArray[np.float32]]]) -> None:
        """Keep vectors; one that is there already is replaced."""
        made = list(vectors)
        rows = [{"model": model_id, "key": key, "vector": vector.astype("<f4").tobytes()} for key, vector in made]
        if not rows:
            return
        self._forget_recent({key for key, _ in made})
        insert = (postgresql if self._database.dialect.name == "postgresql" else sqlite).insert(TextVector)
        statement = insert.on_conflict_do_update(
            index_elements=["model", "key"], set_={"vector": insert.excluded.vector}
        )  # fmt: skip
        with writing(self._database) as session:
            session.connection().execute(statement, rows)

    def keys(self) -> list[tuple[str, bytes]]:
        """Return the model and the key of every vector."""
        statement = sa.select(col(TextVector.model), col(TextVector.key))
        with reading(self._database) as session:
            return [(model, bytes(key)) for model, key in session.connection().execute(statement)]

    def delete(self, vectors: Sequence[tuple[str, bytes]]) -> None:
        """Delete vectors by model and key."""
        for start in range(0, len(vectors), _AT_ONCE):
            part = sa.tuple_(col(TextVector.model), col(TextVector.key)).in_(vectors[start : start + _AT_ONCE])
            with writing(self._database) as session:
                session.connection().execute(sa.delete(TextVector).where(part))
        self._forget_recent({key for _, key in vectors})

    def forget(self, texts: Iterable[str]) -> None:
        """Delete the vectors of texts, of every kind and model."""
        keys = text_keys(texts)
        with writing(self._database) as session:
            for start in range(0, len(keys), _AT_ONCE):
                part = keys[start : start + _AT_ONCE]
                session.connection().execute(sa.delete(TextVector).where(col(TextVector.key).in_(part)))
        self._forget_recent(set(keys))

    def _forget_recent(self, keys: Collection[bytes]) -> None:
        self._forgotten += 1
        for known in list(self._recent):
            if known[1] in keys:
                self._recent.pop(known, None)
