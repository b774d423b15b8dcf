"""`ptce-match suggest`: who could help, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json
from ptce_match.cli.parser import whole_number
from ptce_match.cli.progress import ShownEncoder
from ptce_match.errors import InputError

if TYPE_CHECKING:
    import argparse

    from ptce_match import Matcher, Network
    from ptce_match.cli.answer import Answer

_HELP = "proposer des bénévoles pour chaque besoin d'un projet, puis des investisseurs"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("suggest", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("network", metavar="RÉSEAU", help="dossier de fichiers CSV, ou classeur .xlsx ou .ods")
    parser.add_argument("--project", metavar="ID", help="projet pour lequel chercher")
    parser.add_argument("--need", metavar="ID", help="un seul de ses besoins")
    parser.add_argument("--need-text", metavar="TEXTE", help="un besoin qui n'est pas dans le réseau, en quelques mots")
    parser.add_argument("--place", metavar="COMMUNE", default="", help="où se trouve ce besoin (avec --need-text)")
    skills = "ce besoin parle de ces compétences (avec --need-text) ; ptce-match skills donne leurs identifiants"
    parser.add_argument("--skills", metavar="ID[,ID]", default="", help=skills)
    parser.add_argument("--k", type=whole_number(1, 1000), default=5, metavar="N", help="nombre de noms proposés (5)")
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the network, rank, and print."""
    _check(arguments)
    from ptce_match import Matcher, Network
    from ptce_match.cli.answer import as_json, print_answer
    from ptce_match.encoder import default_encoder

    network = Network.read(arguments.network)
    for warning in network.warnings:
        print(f"Attention : {warning}", file=sys.stderr)  # noqa: T201
    answer = _answer(arguments, network, Matcher(network, ShownEncoder(default_encoder())))
    if arguments.json:
        print_json(as_json(answer))
    else:
        print_answer(answer, console())
    return 0


def _check(arguments: argparse.Namespace) -> None:
    free = arguments.need_text is not None
    if free and (arguments.project or arguments.need):
        raise InputError("--need-text décrit un besoin hors du réseau : il ne va pas avec --project ni --need.")
    if not free and not arguments.project and not arguments.need:
        raise InputError(
            'Dites pour quoi chercher : --project ID, --need ID, ou --need-text "...". Aide : ptce-match suggest --help'
        )
    if arguments.place and not free:
        raise InputError("--place ne sert qu'avec --need-text : la commune d'un projet est déjà dans le réseau.")
    if not arguments.skills:
        return
    if not free:
        raise InputError(
            "--skills ne sert qu'avec --need-text : celles d'un besoin du réseau se disent dans la colonne « competences » "
            "de besoins."
        )
    from ptce_match.skills import chosen, default_taxonomy

    # Before the network is read and the model loaded.
    chosen(default_taxonomy(), _named(arguments.skills))


def _named(skills: str) -> list[str]:
    return [skill for part in skills.split(",") if (skill := part.strip())]


def _answer(arguments: argparse.Namespace, network: Network, matcher: Matcher) -> Answer:
    from ptce_match.cli.answer import Answer, AnsweredNeed

    if arguments.need_text is not None:
        queries = [matcher.text_query(arguments.need_text, arguments.place, _named(arguments.skills))]
        project = None
    else:
        if arguments.project:
            project = network.project(arguments.project)
        else:
            project = network.project(network.need(arguments.need).project_id)
        needs = network.needs_of(project.id)
        if arguments.need:
            chosen = network.need(arguments.need)
            if chosen.project_id != project.id:
                raise InputError(f"Le besoin « {chosen.id} » n'appartient pas au projet « {project.id} ».")
            needs = (chosen,)
        queries = matcher.queries(needs)
    return Answer(
        project=project,
        needs=tuple(
            AnsweredNeed(
                query,
                matcher.mentor_ranking(query, arguments.k),
                matcher.partner_ranking(query, 2),
                tuple(matcher.understood(query)),
            )
            for query in queries
        ),
        investors=None if project is None else matcher.investor_ranking(project.id, arguments.k),
        encoder=matcher.encoder.model_id,
        ranker=matcher.mentor_matcher.ranker.weights,
    )
