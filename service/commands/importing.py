"""`ptce-match import`: a network's tables into the registry."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ptce_match.cli.output import console, print_json
from ptce_match.errors import InputError
from service.commands import settings as settings_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from ptce_match.network import Network
    from service.exchange.comparing import Counts
    from service.settings import Settings

_HELP = "verser les tables d'un réseau dans le registre du service"
_TOLD: Final = (
    ("rows", "ligne{s}"),
    ("new", "nouvelle{s}"),
    ("changed", "modifiée{s}"),
    ("unchanged", "inchangée{s}"),
    ("set_aside", "déjà archivée{s} ou close{s}"),
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("import", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("network", metavar="RÉSEAU", help="dossier de fichiers CSV, ou classeur .xlsx ou .ods")
    parser.add_argument(
        "--mode",
        choices=("merge", "replace"),
        default="merge",
        help="merge ajoute et met à jour ; replace archive en plus ce qui n'est pas dans les tables (merge)",
    )
    parser.add_argument("--dry-run", action="store_true", help="dire ce qui changerait, sans rien changer")
    settings_option.add_to(parser)
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the tables, then change the registry all at once or not at all."""
    from ptce_match.network import Network
    from service.exchange.checking import doubts

    settings = settings_option.read(arguments)
    network = Network.read(arguments.network)
    for warning in (*network.warnings, *doubts(network)):
        print(f"Attention : {warning}", file=sys.stderr)  # noqa: T201 - this is the command line
    counts = _imported(arguments, settings, network)
    if arguments.json:
        print_json({"mode": arguments.mode, "dry_run": arguments.dry_run, "tables": counts})
    else:
        _print(arguments, counts)
    return 0


def _imported(arguments: argparse.Namespace, settings: Settings, network: Network) -> Counts:
    from service.access.actor import SYSTEM
    from service.clock import utc_now
    from service.database import migrate
    from service.database.connection import reading, writing
    from service.database.reach import reached
    from service.exchange.checking import refuse_erased
    from service.exchange.comparing import compare, counts_of
    from service.exchange.importing import import_network

    if arguments.dry_run:
        with _as_it_is(settings) as database, reading(database) as session:
            refuse_erased(session, network)
            return counts_of(compare(session, utc_now(), network, arguments.mode))
    database = reached(settings.database)
    try:
        migrate.upgrade(database)
        with writing(database) as session:
            return import_network(session, utc_now(), SYSTEM, network, arguments.mode)
    finally:
        database.dispose()


@contextmanager
def _as_it_is(settings: Settings) -> Iterator[Engine]:
    """Give the registry, or an empty one in its stead where there is none yet: looking must not create it."""
    from tempfile import TemporaryDirectory

    from service.database import migrate
    from service.database.reach import file_of, reached

    file = file_of(settings.database)
    database = reached(settings.database) if file is None or file.is_file() else None
    if database is not None and (revision := migrate.current(database)) != migrate.newest():
        database.dispose()
        database = None
        if revision is not None:
            raise InputError("La base est d'une version antérieure. Lancez « ptce-match serve », qui la met à jour.")
    with TemporaryDirectory(prefix="ptce-import-") as folder:
        if database is None:
            database = reached(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
            migrate.upgrade(database)
        try:
            yield database
        finally:
            database.dispose()


def _print(arguments: argparse.Namespace, counts: Counts) -> None:
    out = console()
    out.print("Rien n'a été changé. Voici ce que ferait l'import :" if arguments.dry_run else "Import terminé.")
    for table, numbers in counts.items():
        told = [_counted(numbers[name], words) for name, words in _TOLD if numbers[name] or name == "rows"]
        if numbers["missing"]:
            fate = "mises de côté" if arguments.mode == "replace" else "laissées telles quelles"
            told.append(f"absentes de ces tables et {fate} : {numbers['missing']}")
        out.print(f"- {table} : {', '.join(told)}")


def _counted(number: int, words: str) -> str:
    return f"{number} {words.format(s='s' if number > 1 else '')}"
