"""`ptce-match train ranker`: the mentors' ranker, from decisions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ptce_match.cli.output import console, print_json, print_text
from ptce_match.cli.progress import ShownEncoder, progress_bar
from ptce_match.errors import InputError

if TYPE_CHECKING:
    import argparse

    from ptce_match.encoder import Encoder
    from ptce_match.models import Version
    from ptce_match.network import Network
    from ptce_match.training.ranker import Retraining

_HELP = "ajuster le classement des bénévoles à ce que l'équipe accepte, refuse et note"
_DESCRIPTION = (
    f"{_HELP.capitalize()}. La nouvelle version est enregistrée à côté du classement en service, et comparée à lui ; "
    "rien ne change avant « ptce-match models promote »."
)


def add_to(models: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = models.add_parser("ranker", help=_HELP, description=_DESCRIPTION)
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="réseau (dossier, .xlsx ou .ods) avec sa table historique, ou fichiers .csv de décisions exportées",
    )
    parser.add_argument("--network", metavar="RÉSEAU", help="réseau où compter les bénévoles montrés, avec des .csv")
    parser.add_argument("--models", metavar="DOSSIER", help="dossier des modèles (PTCE_MATCH_MODELS)")
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Learn, compare, keep, and print."""
    from datetime import UTC, datetime

    from ptce_match.encoder import default_encoder
    from ptce_match.models import Registry, models_folder
    from ptce_match.models.estimator import require_skops
    from ptce_match.training.ranker import read_decisions, retrain

    require_skops()
    registry = Registry(models_folder(arguments.models))
    champion = registry.champion_version()
    encoder = ShownEncoder(default_encoder())
    with progress_bar("Lecture des décisions") as advance:
        decisions, network = read_decisions(arguments.sources, encoder, advance)
    network = _network(arguments.network, network)
    for warning in () if network is None else network.warnings:
        print(f"Attention : {warning}", file=sys.stderr)  # noqa: T201
    now = datetime.now(UTC)
    with progress_bar("Comparaison avec le classement en service") as advance:
        result = retrain(decisions, network, champion, now.astimezone().date(), encoder, advance)
    _warn(result, encoder)
    version = registry.add(result.learned.weights, result.evidence(now))
    if arguments.json:
        print_json(as_json(version, str(registry.folder)))
    else:
        _print(version, result)
    return 0


def as_json(version: Version, folder: str) -> dict[str, Any]:
    """Return the JSON document of a version."""
    from ptce_match.models.weights_json import weights_to_json

    evidence = version.evidence
    return {
        "version": version.id,
        "folder": folder,
        "made_at": evidence.made_at,
        "parent": evidence.parent,
        "weights": weights_to_json(version.weights),
        "data": dict(evidence.data),
        "metrics": dict(evidence.metrics),
        "verdict": dict(evidence.verdict),
    }


def _network(path: str | None, source: Network | None) -> Network | None:
    if path is None:
        return source
    if source is not None:
        raise InputError("--network ne va qu'avec des fichiers .csv : le réseau donné comme source sert déjà.")
    from ptce_match import Network

    return Network.read(path)


def _warn(result: Retraining, encoder: Encoder) -> None:
    if set(result.decisions.described()["encoders"]) - {encoder.model_id, ""}:
        print(  # noqa: T201
            "Attention : des signaux viennent d'un autre modèle de texte que celui d'aujourd'hui ; le poids de "
            "l'expérience s'apprend moins bien.",
            file=sys.stderr,
        )


def _print(version: Version, result: Retraining) -> None:
    from rich.table import Table

    from ptce_match.cli.weights import weights_table
    from ptce_match.ranker import MENTOR_PRIOR

    out, data = console(), result.decisions.described()
    print_text(out, f"Version {version.id}", "bold")
    print_text(out, f"Apprise de {_counted(data)}.")
    for reason, number in data["left_out"].items():
        print_text(out, f"Laissées de côté : {number} {reason}.", "dim")
    out.print()
    out.print(weights_table(Table(box=None, pad_edge=False), {"publié": MENTOR_PRIOR, version.id: version.weights}))
    out.print()
    for sentence in result.verdict.sentences:
        print_text(out, sentence)
    print_text(out, _next_step(version), "green" if result.verdict.wins else "yellow")


def _counted(data: dict[str, Any]) -> str:
    kinds = ", ".join(f"{number} {name}s" for name, number in data["judgments"].items())
    return f"{data['decisions']} décisions ({kinds}) sur {data['needs']} besoins, du {data['since']} au {data['until']}"


def _next_step(version: Version) -> str:
    if version.evidence.wins:
        return f"Pour la mettre en service : ptce-match models promote {version.id}"
    return "Le classement en service reste le même."
