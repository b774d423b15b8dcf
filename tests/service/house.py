"""A running service to test against: the real application on a real database, with a clock that the test moves."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from fastapi.testclient import TestClient
from sqlmodel import select

from service.access.identity import COOKIE, digest
from service.accounts.models import Account, AccountRole, LoginSession
from service.app import assemble, open_state
from service.database.base import new_id
from service.database.connection import reading, writing
from service.people.models import Person
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from fastapi import FastAPI
    from sqlmodel import Session, SQLModel

    from ptce_match.encoder import Encoder
    from service.access.roles import Role
    from service.state import State

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


class MovedClock:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self.now

    def advance(self, **duration: float) -> datetime:
        """Let time go by: ``advance(days=8)``."""
        self.now += timedelta(**duration)
        return self.now


class Shell:
    """An application whose parts can be changed: its hundred routes take most of a second to build.

    Attributes
    ----------
    free : bool
        Whether no house lives in it.
    """

    def __init__(self) -> None:
        self._app: FastAPI | None = None
        self._routes = 0
        self.free = True

    def take(self, parts: State) -> FastAPI:
        """Return the application around these parts."""
        self.free = False
        # A test may add a route of its own, which no other must meet.
        if self._app is None or len(self._app.routes) != self._routes:
            self._app = assemble(parts)
            self._routes = len(self._app.routes)
        self._app.state.service = parts
        return self._app


_SHELL = Shell()


class House:
    """The service, its database and its clock.

    The background worker does not run by itself: `work()` does all that is due, at once.
    """

    def __init__(self, database_url: str, folder: Path, encoder: Encoder, **settings: Any) -> None:
        self.clock = MovedClock()
        self.settings = Settings(
            demo=True, database_url=database_url, data_folder=folder / "data", worker=False, **settings
        )
        self._parts = open_state(self.settings, encoder=encoder, clock=self.clock)
        self._shell = _SHELL if not settings and _SHELL.free else Shell()
        self.app = self._shell.take(self._parts)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(TestClient(self.app))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._shell.free = True

    @property
    def state(self) -> State:
        """The parts of the service."""
        return self._parts

    def work(self) -> None:
        """Do everything that is due in the background."""
        self.state.worker.run_pending()

    def stranger(self) -> TestClient:
        """Return a client that nobody knows."""
        return TestClient(self.app, base_url="http://127.0.0.1:8000")

    def login(self, *roles: Role, person_id: str | None = None, name: str = "Camille Essai") -> TestClient:
        """Return a client logged in as a new account with these roles, for a new or a known person.

        `client.headers["x-person"]` and `client.headers["x-account"]` tell who it is.
        """
        now, secret = self.clock(), secrets.token_urlsafe(32)
        with writing(self.state.database) as session:
            if person_id is None:
                person_id = new_id("X")
                session.add(Person(id=person_id, name=name, created_at=now, last_active_at=now))
                session.flush()
            account = Account(
                id=new_id("A"),
                person_id=person_id,
                email=f"{new_id('mail')}@exemple.fr",
                email_confirmed_at=now,
                created_at=now,
            )
            session.add(account)
            session.flush()
            session.add_all([AccountRole(account_id=account.id, role=role) for role in roles])
            session.add(
                LoginSession(
                    digest=digest(secret),
                    id=new_id("S"),
                    account_id=account.id,
                    created_at=now,
                    expires_at=now + timedelta(days=3650),
                    last_seen_at=now,
                )
            )
        client = self.stranger()
        client.cookies.set(COOKIE, secret)
        client.headers.update({"x-person": person_id, "x-account": account.id})
        return client

    def reading(self) -> AbstractContextManager[Session]:
        """Return a session that looks at the database."""
        return reading(self.state.database)

    def writing(self) -> AbstractContextManager[Session]:
        """Return a session that changes the database behind the service's back."""
        return writing(self.state.database)

    def rows(self, table: type[SQLModel]) -> list[Any]:
        """Return every row of a table."""
        with self.reading() as session:
            return list(session.exec(select(table)).all())


def opened(house: House) -> Iterator[House]:
    """Give a house that is closed at the end."""
    with house:
        yield house
