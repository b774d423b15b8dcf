"""When a session or a token was last seen: gathered in memory and written by the worker.

A request that only reads must not wait for whoever writes: on SQLite a long import holds the only write lock.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, update

from service.accounts.models import ApiToken, LoginSession
from service.database.connection import writing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


class Sightings:
    """What was seen since it was last written; lost with the process, which costs nobody anything."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, datetime] = {}
        self._tokens: dict[str, datetime] = {}

    def session(self, digest: str, now: datetime) -> None:
        """Note that a session was used."""
        with self._lock:
            self._sessions[digest] = now

    def token(self, digest: str, now: datetime) -> None:
        """Note that a token was used."""
        with self._lock:
            self._tokens[digest] = now

    def take(self) -> tuple[dict[str, datetime], dict[str, datetime]]:
        """Return what was seen, sessions then tokens by digest, and begin anew."""
        with self._lock:
            taken = self._sessions, self._tokens
            self._sessions, self._tokens = {}, {}
            return taken


@dataclass(frozen=True)
class NoteSightings:
    """The duty that writes them."""

    database: Engine
    sightings: Sightings
    name: str = "note sightings"

    def run(self) -> bool:
        """Write what was seen; return whether anything was."""
        sessions, tokens = self.sightings.take()
        if not sessions and not tokens:
            return False
        with writing(self.database) as session:
            for digest, seen in sessions.items():
                session.exec(update(LoginSession).where(col(LoginSession.digest) == digest).values(last_seen_at=seen))
            for digest, seen in tokens.items():
                session.exec(update(ApiToken).where(col(ApiToken.digest) == digest).values(last_used_at=seen))
        return True
