"""`ptce-match train criteria`: reading what investors' sentences lean to, from labelled criteria."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json, print_text
from ptce_match.errors import InputError
from ptce_match.resources import resource

if TYPE_CHECKING:
    import argparse

_HELP = "réapprendre à lire ce que refusent et souhaitent les financeurs"
_DESCRIPTION = (
    f"{_HELP.capitalize()}, phrase par phrase, après un changement du modèle de texte ou des exemples de data/criteres. Mesuré "
    "d'abord sur la moitié des exemples mis de côté, puis appris sur tous. Moins d'une minute ; rien d'autre n'est à installer."
)


def add_to(models: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = models.add_parser("criteria", help=_HELP, description=_DESCRIPTION)
    parser.add_argument("--criteria", type=Path, metavar="DOSSIER", help="critères et exemples étiquetés (.jsonl)")
    parser.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire le lecteur (celui du programme sinon)")
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure, learn from everything, write, and print."""
    from datetime import UTC, datetime

    from ptce_match.criteria.leanings import write_leanings
    from ptce_match.encoder import default_encoder
    from ptce_match.explanation.wording import percent
    from ptce_match.training.examples import read_examples
    from ptce_match.training.leanings import figures, learn_leanings, read_roles

    folder = arguments.criteria or resource("data", "criteres")
    labelled, examples, encoder = read_roles(folder), read_examples(folder), default_encoder()
    found = {name: round(value, 4) for name, value in figures(labelled, examples, encoder).items()}
    reader = learn_leanings(labelled, examples, encoder)
    out = arguments.out or resource("models", "encoder").parent / "criteria"
    facts = {
        "sentences": len(labelled) + len(examples),
        "examples": len(examples),
        "held_out": found,
        "date": datetime.now(UTC).date().isoformat(),
    }
    try:
        write_leanings(reader, out, facts)
    except OSError as error:
        raise InputError(
            f"Le lecteur ne peut pas être écrit dans « {out} » ({error.strerror}). Indiquez un autre dossier avec --out."
        ) from error
    if arguments.json:
        print_json({"folder": str(out), **facts})
    else:
        print_text(
            console(),
            f"{facts['sentences']} phrases apprises, dans {out}\n"
            f"Sur ce qui était mis de côté, de deux phrases dont une seule refuse, c'est elle qui est désignée dans {percent(found['refus'])} "
            f"des cas ; de deux projets dont un seul est visé par une phrase, c'est lui dans {percent(found['dedans'])} des cas.",
        )
    return 0
