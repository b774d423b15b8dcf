"""`ptce-match backup`: everything into one file, while the service runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json
from ptce_match.cli.progress import progress_bar
from service.commands import settings as settings_option

if TYPE_CHECKING:
    import argparse

_HELP = "copier toute la base dans un fichier, sans arrêter le service"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("backup", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument(
        "target", metavar="CIBLE", type=Path, help="fichier .zip à écrire, ou dossier où en créer un à la date du jour"
    )
    settings_option.add_to(parser)
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take the backup, and say what is in it."""
    settings = settings_option.read(arguments)
    from service.backup.taking import take
    from service.clock import utc_now

    with progress_bar("Copie de la base") as advance:
        file, manifest = take(settings, arguments.target, utc_now(), advance)
    if arguments.json:
        print_json({"file": str(file), **manifest.model_dump(mode="json")})
        return 0
    rows = sum(manifest.counts.values())
    console().print(
        f"Sauvegarde faite : {file} ({file.stat().st_size / 1e6:.1f} Mo, {rows} lignes, révision {manifest.revision}). "
        "Elle contient des données personnelles : gardez-la en lieu sûr."
    )
    return 0
