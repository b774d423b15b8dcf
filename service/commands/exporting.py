"""`ptce-match export`: the registry as a network's tables."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json
from ptce_match.errors import InputError
from service.commands import settings as settings_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from service.settings import Settings

_HELP = "écrire le registre du service sous forme de tables"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("export", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("target", metavar="CIBLE", type=Path, help="dossier de fichiers CSV, ou classeur .xlsx ou .ods")
    settings_option.add_to(parser)
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the tables, whole or not at all; only the user can read them, since they hold everybody's contact details."""
    settings = settings_option.read(arguments)
    rows = _exported(settings, arguments.target)
    if arguments.json:
        print_json({"target": str(arguments.target), "tables": rows})
        return 0
    told = ", ".join(f"{table} {number}" for table, number in rows.items())
    console().print(
        f"Registre écrit dans {arguments.target} ({told}). Il contient des données personnelles : gardez-le en lieu sûr."
    )
    return 0


def _exported(settings: Settings, target: Path) -> dict[str, int]:
    from service.access.actor import SYSTEM
    from service.clock import utc_now
    from service.database import migrate
    from service.database.connection import reading, writing
    from service.database.reach import file_of, reached
    from service.exchange import exporting
    from service.exchange.records import RECORDS

    file = file_of(settings.database)
    if file is not None and not file.is_file():
        raise InputError(f"Il n'y a pas encore de registre : « {file} » n'existe pas. Vérifiez le réglage data_folder.")
    database = reached(settings.database)
    try:
        migrate.upgrade(database)
        with reading(database) as session:
            network = exporting.exported_network(session)
        with _for_me_alone():
            exporting.write(network, target)
        with writing(database) as session:
            exporting.note(session, utc_now(), SYSTEM, network, target.suffix.lower().removeprefix(".") or "csv")
    finally:
        database.dispose()
    return {record.name: len(getattr(network, record.attribute)) for record in RECORDS}


@contextmanager
def _for_me_alone() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
