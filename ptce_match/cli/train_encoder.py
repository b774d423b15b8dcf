"""`ptce-match train encoder`: fine-tuning the model of texts on needs and profiles."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ptce_match.cli.output import console, print_json, print_text
from ptce_match.cli.progress import progress_bar
from ptce_match.errors import InputError, MissingExtraError
from ptce_match.resources import resource

if TYPE_CHECKING:
    import argparse

_HELP = "affiner le modèle de texte sur des besoins et des profils"
_DESCRIPTION = (
    f"{_HELP.capitalize()} étiquetés avec les compétences du référentiel. Compter trois secondes par pas sur deux "
    "processeurs, et moins d'une heure et demie en tout. Un apprentissage interrompu reprend où il en était. Le modèle en service ne change "
    "pas : le nouveau est écrit dans un dossier à part, avec sa fiche. Après cela, réapprenez à lire les compétences."
)
_LEAST_STEPS = 2
_NEEDED = ("torch", "sentence_transformers", "datasets", "accelerate", "onnx")


def add_to(models: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = models.add_parser("encoder", help=_HELP, description=_DESCRIPTION)
    parser.add_argument("--out", type=Path, metavar="DOSSIER", required=True, help="où écrire le nouveau modèle")
    parser.add_argument("--base", type=Path, metavar="DOSSIER", help="modèle de départ (celui du programme sinon)")
    parser.add_argument("--taxonomy", type=Path, metavar="DOSSIER", help="référentiel (familles.csv, competences.csv)")
    parser.add_argument("--texts", type=Path, metavar="DOSSIER", help="textes d'apprentissage (.jsonl)")
    parser.add_argument(
        "--esco", type=Path, metavar="DOSSIER", help="libellés d'ESCO, pour apprendre aussi leurs synonymes"
    )
    parser.add_argument(
        "--work", type=Path, metavar="DOSSIER", help="état de l'apprentissage (à côté du nouveau modèle sinon)"
    )
    parser.add_argument("--steps", type=int, metavar="N", help="nombre de pas (celui de la recette publiée sinon)")
    parser.add_argument(
        "--held-out", action="store_true", help="laisser de côté un cinquième des textes, pour mesurer ensuite"
    )
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read everything, fine-tune, write, and print."""
    from datetime import UTC, datetime

    from ptce_match.skills import read_taxonomy
    from ptce_match.training.encoder.recipe import DEFAULT
    from ptce_match.training.reader import is_held_out
    from ptce_match.training.texts import read_training_texts

    recipe = DEFAULT
    if arguments.steps is not None:
        if arguments.steps < _LEAST_STEPS:
            raise InputError(f"--steps {arguments.steps} : il faut au moins {_LEAST_STEPS} pas.")
        recipe = replace(recipe, steps=arguments.steps)
    taxonomy = read_taxonomy(arguments.taxonomy or resource("data", "competences"))
    texts = read_training_texts(arguments.texts or resource("data", "training"), taxonomy)
    if arguments.held_out:
        texts = [text for text in texts if not is_held_out(text)]
    making = _making()
    material = making.Material(
        base=arguments.base or resource("models", "encoder"),
        texts=texts,
        taxonomy=taxonomy,
        concepts=_concepts(arguments.esco),
    )
    out: Path = arguments.out
    work = arguments.work or out.with_name(f"{out.name}.travail")
    try:
        with progress_bar("Apprentissage") as advance:
            manifest: dict[str, Any] = making.make_encoder(
                material, recipe, work, out, datetime.now(UTC).date().isoformat(), advance
            )
    except OSError as error:
        raise InputError(
            f"Le modèle ne peut pas être écrit dans « {out} » ni son état dans « {work} » ({error.strerror}). Indiquez "
            "d'autres dossiers avec --out et --work."
        ) from error
    if arguments.json:
        print_json({"folder": str(out), **manifest})
    else:
        print_text(
            console(),
            f"Modèle {manifest['name']} {manifest['version']} dans {out} : {manifest['bytes'] / 1e6:.0f} Mo, "
            f"{recipe.steps} pas, {len(texts)} textes.\nPour le comparer : ptce-match evaluate RÉSEAU --encoder {work / 'st'}",
        )
    return 0


def _making() -> Any:
    if any(find_spec(name) is None for name in _NEEDED):
        raise MissingExtraError("Affiner le modèle de texte", "train")
    from ptce_match.training.encoder import making

    return making


def _concepts(folder: Path | None) -> tuple[Any, ...]:
    from ptce_match.training.encoder import esco

    if folder is None:
        return ()
    try:
        return esco.read(folder)
    except (OSError, KeyError) as error:
        raise InputError(
            f"Le dossier « {folder} » ne contient pas {' et '.join(esco.FILES.values())}, avec les colonnes conceptUri, "
            "preferredLabel et altLabels."
        ) from error
