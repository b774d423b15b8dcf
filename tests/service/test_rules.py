"""The rules of the house that a linter does not know, each with its reason."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path
from typing import Final

import pytest

import service
from tests.test_imports import modules, parsed

HOUSE: Final = modules(Path(service.__file__).parent)
LIBRARY: Final = modules()


def calls(tree: ast.AST) -> set[str]:
    """Return what a module calls, as it is written: ``session.commit``, ``datetime.now``."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_only_the_session_commits() -> None:
    """A request is one transaction: what half of it did must not stay when the other half fails."""
    allowed = {"service.database.connection"}
    found = {name for name, path in HOUSE.items() if calls(parsed(path)) & {"session.commit", "connection.commit"}}
    assert found - allowed == set()


def test_the_time_is_asked_of_the_clock() -> None:
    """A test lets a week go by without waiting only if nobody looks at the real time."""
    allowed = {"service.clock"}
    now = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.datetime.now", "datetime.date.today"}
    found = {name for name, path in HOUSE.items() if calls(parsed(path)) & now}
    # How long a window still lasts is the rate limiter's own time.
    assert found - allowed - {"service.security.rates"} == set()


def test_routes_are_plain_functions() -> None:
    """An encoder or a query in an ``async def`` would stop every other request."""
    found = [
        f"{name}.{node.name}"
        for name, path in HOUSE.items()
        if name.endswith("endpoints")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.AsyncFunctionDef)
    ]
    assert found == []


def test_nothing_is_pickled() -> None:
    """A pickle runs whatever it holds."""
    for name, path in (HOUSE | LIBRARY).items():
        names = {alias.name for node in ast.walk(parsed(path)) if isinstance(node, ast.Import) for alias in node.names}
        assert not names & {"pickle", "joblib", "dill", "cloudpickle", "shelve"}, name


@pytest.mark.parametrize("known", [HOUSE, LIBRARY], ids=["service", "library"])
def test_modules_are_short(known: dict[str, Path]) -> None:
    """One can read a module at one sitting."""
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in known.items()}
    assert max(lines.values()) <= 400
    assert statistics.median(lines.values()) < 120


def test_no_room_is_named_after_nothing() -> None:
    """A name says what is inside."""
    vague = {"utils", "util", "helpers", "common", "misc", "manager", "core", "base_utils"}
    assert not [name for name in HOUSE | LIBRARY if set(name.split(".")) & vague]
