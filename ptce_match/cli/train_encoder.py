"""`ptce-match train encoder`: fine-tuning the model of texts on needs and profiles."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from ptce_match.cli.output import console, print_json, print_text
from ptce_match.cli.progress import progress_bars
from ptce_match.errors import InputError, MissingExtraError
from ptce_match.resources import resource

if TYPE_CHECKING:
    import argparse

_HELP = "affiner le modèle de texte sur des besoins et des profils"
_DESCRIPTION = (
    f"{_HELP.capitalize()} étiquetés avec les compétences du référentiel. Comptez quatre secondes par pas sur deux processeurs, "
    "pour deux apprentissages de cinq cents pas, une heure et quart en tout, et 1,5 Go de disque. Ctrl+C arrête sans rien perdre, ou presque : la même commande reprend "
    "au dernier état gardé, un tous les 50 pas. Le nouveau modèle est écrit, avec sa fiche, dans un dossier à part, d'un coup et à la "
    "fin. Pour s'en servir, on le met à la place de l'ancien, puis on réapprend à lire les compétences (ptce-match train reader)."
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
        "--work",
        type=Path,
        metavar="DOSSIER",
        help="état de l'apprentissage, et poids complets à la fin (à côté du nouveau modèle sinon)",
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
    from ptce_match.training.cues import read_cues
    from ptce_match.training.encoder.material import Material
    from ptce_match.training.encoder.recipe import DEFAULT
    from ptce_match.training.examples import read_examples
    from ptce_match.training.texts import read_training_texts

    recipe = DEFAULT
    if arguments.steps is not None:
        if arguments.steps < _LEAST_STEPS:
            raise InputError(f"--steps {arguments.steps} : il faut au moins {_LEAST_STEPS} pas.")
        recipe = replace(recipe, steps=arguments.steps)
    out, work = _folders(arguments)
    taxonomy = read_taxonomy(arguments.taxonomy or resource("data", "competences"))
    folder = arguments.texts or resource("data", "training")
    texts, cues = read_training_texts(folder, taxonomy), read_cues(folder, taxonomy)
    if arguments.held_out:
        texts = [text for text in texts if not text.held_out]
    making = _making()
    examples = [example for example in read_examples(resource("data", "criteres")) if not example.held_out]
    material = Material(texts, taxonomy, _concepts(arguments.esco), cues, examples)
    base = arguments.base or resource("models", "encoder")
    today = datetime.now(UTC).date().isoformat()
    try:
        with progress_bars("Apprentissage", "Mesure") as told:
            manifest: dict[str, Any] = making.make_encoder(base, material, recipe, work, out, today, *told)
    except OSError as error:
        raise _unwritable(out, work) from error
    except KeyboardInterrupt:
        print("La même commande reprendra au dernier état gardé (un tous les 50 pas).", file=sys.stderr)  # noqa: T201
        raise
    if arguments.json:
        print_json({"folder": str(out), "full_precision": str(work / "st"), **manifest})
    else:
        weight = f"{manifest['bytes'] / 1e6:.0f} Mo"
        for line in (
            f"Modèle {manifest['name']} {manifest['version']} dans {out} : {weight}, {recipe.steps} pas, {len(texts)} textes.",
            f"Pour le comparer : ptce-match evaluate RÉSEAU --encoder {work / 'st'}",
            f"Pour s'en servir : mettez-le à la place de {resource('models', 'encoder')}, puis lancez ptce-match train reader",
        ):
            print_text(console(), line)
    return 0


def _folders(arguments: argparse.Namespace) -> tuple[Path, Path]:
    """Return where to write and where to work, once both can be: better now than after an hour."""
    out: Path = arguments.out.resolve()
    work: Path = (arguments.work or out.with_name(f"{out.name}.travail")).resolve()
    if out == work or out in work.parents or work in out.parents:
        raise InputError(
            f"--out « {out} » et --work « {work} » sont l'un dans l'autre. Indiquez deux dossiers séparés."
        )
    if arguments.base is not None and arguments.base.resolve() in {work / name for name in ("start", "tuned", "st")}:
        raise InputError(
            f"Le modèle de départ « {arguments.base} » est dans le dossier de travail, qui le remplacerait. Indiquez un autre dossier "
            "avec --work."
        )
    if out.is_dir() and any(out.iterdir()) and not (out / "manifest.json").is_file():
        raise InputError(
            f"Le dossier « {out} » contient autre chose qu'un modèle de texte, et serait remplacé. Indiquez un dossier neuf avec --out."
        )
    try:
        work.mkdir(parents=True, exist_ok=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        for folder in (work, out.parent):
            with TemporaryFile(dir=folder):
                pass
    except OSError as error:
        raise _unwritable(out, work) from error
    if out.exists() and not out.is_dir():
        raise _unwritable(out, work)
    return out, work


def _unwritable(out: Path, work: Path) -> InputError:
    return InputError(
        f"Le modèle ne peut pas être écrit dans « {out} », ou son état dans « {work} ». Vérifiez les droits et la place libre, ou "
        "indiquez d'autres dossiers avec --out et --work."
    )


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
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"Le dossier « {folder} » ne contient pas {' et '.join(esco.FILES.values())} entiers, en UTF-8, avec les colonnes conceptUri, "
            "preferredLabel et altLabels. Indiquez un autre dossier avec --esco, ou apprenez sans."
        ) from error
