"""Which encoder the service uses, and where its vectors are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ptce_match.encoder import CachedEncoder, OnnxEncoder, VectorStore
from service.matching.store import DatabaseVectors

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ptce_match.encoder import Encoder, Vectors


def encoders(database: Engine, given: Encoder | None, *, demo: bool) -> tuple[CachedEncoder, CachedEncoder]:
    """Return the encoder of the background, which keeps vectors, and that of requests, which only reads kept ones.

    A request must not write: somebody may hold the write lock, and what is told in passing must leave no trace.
    """
    store: Vectors = VectorStore.open() if given is None and demo else DatabaseVectors(database)
    encoder = given or OnnxEncoder.load(threads=_threads())
    return CachedEncoder(encoder, store), CachedEncoder(encoder, store, keep=False)


def _threads() -> int:
    """Return how many texts are read at a time: one processor stays for the requests."""
    return max(1, (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) - 1)
