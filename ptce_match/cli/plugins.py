"""Commands that installed packages add to `ptce-match`, by entry points of the group `ptce_match.commands`.

An entry names a module with ``add_to(commands)``, like those of this folder. The module is imported for every command
line, `--help` included: it imports what is heavy inside `run`.
"""

from __future__ import annotations

import logging
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Final

from ptce_match.errors import MissingExtraError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    Run = Callable[[argparse.Namespace], int]

GROUP: Final = "ptce_match.commands"
_EXTRAS: Final = {"psycopg": "postgres", "psycopg_binary": "postgres"}
_OURS: Final = ("ptce_match", "service")
_log = logging.getLogger(__name__)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare every command that an entry point names, in the order of their names; a broken one is left out."""
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        known = set(commands.choices)
        try:
            entry.load().add_to(commands)
        except (ImportError, AttributeError):
            _log.warning("the command %s cannot be loaded", entry.name, exc_info=True)
            continue
        for name in set(commands.choices) - known:
            parser = commands.choices[name]
            parser.set_defaults(run=_guarded(name, parser.get_default("run")))


def _guarded(name: str, run: Run) -> Run:
    """Return a command that says which extra to install when a package is not there."""

    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package in _OURS:
                raise
            extra = _EXTRAS.get(package, "service")
            raise MissingExtraError(f"La commande « {name} »", extra) from error

    return guarded
