"""`ptce-match restore`: a backup becomes the database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json
from service.commands import settings as settings_option

if TYPE_CHECKING:
    import argparse

    from service.backup.restoring import Restored

_HELP = "remettre une sauvegarde en place, service arrêté"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("restore", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("source", metavar="SAUVEGARDE", type=Path, help="fichier fait par « ptce-match backup »")
    parser.add_argument("--force", action="store_true", help="remplacer une base qui contient déjà des données")
    settings_option.add_to(parser)
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Put the backup back, and say what was done."""
    settings = settings_option.read(arguments)
    from service.backup.restoring import restore
    from service.clock import utc_now

    done = restore(settings, arguments.source, utc_now, force=arguments.force)
    if arguments.json:
        print_json(asdict(done) | {"manifest": done.manifest.model_dump(mode="json")})
        return 0
    out = console()
    for sentence in _sentences(done):
        out.print(sentence)
    return 0


def _sentences(done: Restored) -> list[str]:
    manifest = done.manifest
    rows = sum(manifest.counts.values())
    said = [
        f"Sauvegarde du {manifest.taken_at.astimezone():%d/%m/%Y à %H:%M} remise en place : {rows} lignes, vérifiées."
    ]
    if done.upgraded:
        said.append(f"Tables amenées de la révision {manifest.revision} à celle de cette version.")
    if done.erased:
        said.append(f"Personnes effacées depuis la sauvegarde, effacées de nouveau : {done.erased}.")
    if done.sessions:
        said.append(f"Sessions fermées : {done.sessions} ; chacun se reconnecte.")
    if done.messages:
        said.append(f"Messages qui attendaient à l'heure de la sauvegarde, non renvoyés : {done.messages}.")
    said.append("Relisez la liste des jetons d'accès : ceux révoqués depuis la sauvegarde sont de nouveau valables.")
    said.append("Vous pouvez remettre le service en marche.")
    return said
