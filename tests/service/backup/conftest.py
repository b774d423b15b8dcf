"""The settings of a service whose database is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.service.databases import SqliteMaker


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Return the settings of a service with a fresh database of each kind."""
    return Settings(demo=True, database_url=database_url, data_folder=tmp_path / "data")


@pytest.fixture
def sqlite_settings(tmp_path: Path, sqlite_maker: SqliteMaker) -> Iterator[Settings]:
    """Give the settings of a service with a fresh SQLite database, where the kind does not matter."""
    for url in sqlite_maker.make(tmp_path):
        yield Settings(demo=True, database_url=url, data_folder=tmp_path / "data")
