"""What the tests of the service share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from tests.service.databases import KINDS, PostgresMaker, SqliteMaker
from tests.service.house import House, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder


@pytest.fixture(scope="session", autouse=True)
def quiet_logs() -> None:
    """Print no line a request; tests of the logs configure them as the service does."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@pytest.fixture(scope="session")
def sqlite_maker(tmp_path_factory: pytest.TempPathFactory) -> SqliteMaker:
    """Return what makes SQLite databases."""
    return SqliteMaker(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_maker() -> Iterator[PostgresMaker]:
    """Return what makes PostgreSQL databases, on a server of its own."""
    maker = PostgresMaker()
    yield maker
    maker.stop()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a fresh, migrated database; each test runs on both kinds."""
    if request.param == "sqlite":
        yield from request.getfixturevalue("sqlite_maker").make(tmp_path)
    else:
        yield from request.getfixturevalue("postgres_maker").make()


@pytest.fixture
def house(database_url: str, tmp_path: Path, encoder: CachedEncoder) -> Iterator[House]:
    """Give a running service with an empty registry."""
    yield from opened(House(database_url, tmp_path, encoder))


@pytest.fixture
def sqlite_house(sqlite_maker: SqliteMaker, tmp_path: Path, encoder: CachedEncoder) -> Iterator[House]:
    """Give a running service on SQLite alone, for what does not touch the database's dialect."""
    for url in sqlite_maker.make(tmp_path):
        yield from opened(House(url, tmp_path, encoder))
