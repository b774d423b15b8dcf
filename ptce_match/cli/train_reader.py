"""`ptce-match train reader`: reading fine skills, from the taxonomy and the labelled texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json, print_text
from ptce_match.cli.progress import progress_bar
from ptce_match.errors import InputError
from ptce_match.resources import resource

if TYPE_CHECKING:
    import argparse

_HELP = "réapprendre à lire les compétences fines dans ce que les gens écrivent"
_DESCRIPTION = (
    f"{_HELP.capitalize()}, après un changement du référentiel ou des textes d'apprentissage. Mesuré d'abord sur des "
    "textes mis de côté, puis appris sur tous. Une minute ou deux ; rien d'autre n'est à installer."
)


def add_to(models: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = models.add_parser("reader", help=_HELP, description=_DESCRIPTION)
    parser.add_argument("--taxonomy", type=Path, metavar="DOSSIER", help="référentiel (familles.csv, competences.csv)")
    parser.add_argument("--texts", type=Path, metavar="DOSSIER", help="textes d'apprentissage (.jsonl)")
    parser.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire le lecteur (celui du programme sinon)")
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure on held-out texts, learn from all, write, and print."""
    from datetime import UTC, datetime

    from ptce_match.encoder import default_encoder
    from ptce_match.explanation.wording import percent
    from ptce_match.skills import read_taxonomy, write_reader
    from ptce_match.training.cues import read_cues
    from ptce_match.training.reader import figures, learn_reader
    from ptce_match.training.texts import read_training_texts

    taxonomy = read_taxonomy(arguments.taxonomy or resource("data", "competences"))
    folder = arguments.texts or resource("data", "training")
    texts, cues = read_training_texts(folder, taxonomy), read_cues(folder, taxonomy)
    encoder = default_encoder()
    held_out = [text for text in texts if text.held_out]
    with progress_bar("Lecture des textes") as advance:
        measured = learn_reader([t for t in texts if not t.held_out], taxonomy, encoder, progress=advance, cues=cues)
        found = {name: round(value, 4) for name, value in figures(measured, held_out, encoder).items()}
        reader = learn_reader(texts, taxonomy, encoder, progress=advance, cues=cues)
    out = arguments.out or resource("models", "encoder").parent / "reader"
    facts = {
        "texts": len(texts),
        "cues": sum(map(len, cues.values())),
        "held_out": found,
        "date": datetime.now(UTC).date().isoformat(),
    }
    try:
        write_reader(reader, out, facts)
    except OSError as error:
        raise InputError(
            f"Le lecteur ne peut pas être écrit dans « {out} » ({error.strerror}). Indiquez un autre dossier avec --out."
        ) from error
    if arguments.json:
        print_json({"folder": str(out), "skills": len(taxonomy), **facts})
    else:
        print_text(
            console(),
            f"{len(taxonomy)} compétences apprises de {len(texts)} textes, dans {out}\n"
            f"Sur {len(held_out)} textes mis de côté, la bonne compétence est la première dans {percent(found['needs'])} des "
            f"besoins et {percent(found['profiles'])} des profils, parmi les trois premières dans {percent(found['top3'])} des textes.",
        )
    return 0
