"""`ptce-match doctor`: what is installed, which model, and what is wrong."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, version
from typing import TYPE_CHECKING, Final

from ptce_match import __version__
from ptce_match.cli.output import console, print_json
from ptce_match.errors import ModelError, PtceError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_HELP = "dire ce qui est installé, quel modèle sert, et ce qui ne va pas"

FINDINGS: Final = "ptce_match.findings"
_WAY_OUT: Final = "Réinstallez ptce-match ou récupérez de nouveau le dépôt complet."
_EXTRAS: Final[dict[str, tuple[str, ...]]] = {
    "train": ("torch", "sentence-transformers", "datasets", "accelerate", "onnx", "skops"),
    "service": ("fastapi", "sqlmodel", "uvicorn"),
    "postgres": ("psycopg", "pgvector"),
    "batch": ("ray",),
    "notebooks": ("jupytext", "matplotlib"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    ok : bool or None
        None for something that is optional and not there.
    """

    name: str
    ok: bool | None
    detail: str


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("doctor", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look at everything, print it, and return 1 when something that is needed is wrong."""
    findings = examine()
    if arguments.json:
        print_json(
            {"ok": _healthy(findings), "findings": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings]}
        )
    else:
        out = console()
        for finding in findings:
            mark = {True: "✔", False: "✘", None: "·"}[finding.ok]
            style = {True: "green", False: "red", None: "dim"}[finding.ok]
            out.print(f"{mark} {finding.name} : {finding.detail}", style=style)
        out.print("Tout va bien." if _healthy(findings) else "Corrigez les lignes marquées ✘.", style="bold")
    return 0 if _healthy(findings) else 1


def examine() -> list[Finding]:
    """Return what was found, the most basic first."""
    return [
        Finding("ptce-match", ok=True, detail=f"{__version__}, Python {platform.python_version()}, {sys.platform}"),
        Finding(
            "processeurs",
            ok=True,
            detail=str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        ),
        _checked("communes", _communes),
        _checked("modèle de texte", _encoder),
        _checked("lecture des compétences", _reader),
        _store(),
        _checked("population de référence", _reference),
        _checked("classement des bénévoles", _ranker),
        *(_extra(name, packages) for name, packages in _EXTRAS.items()),
        *_added(),
    ]


def _added() -> list[Finding]:
    """Return what installed packages found, by entry points of the group `ptce_match.findings`.

    An entry names a function without arguments that returns findings.
    """
    found: list[Finding] = []
    for entry in sorted(entry_points(group=FINDINGS), key=lambda entry: entry.name):
        try:
            found += entry.load()()
        except ModuleNotFoundError:
            continue  # its extra is not installed, which stands in a line of its own
        except Exception as error:  # noqa: BLE001 - a broken installation is what doctor is for
            found.append(Finding(entry.name, ok=False, detail=f"{type(error).__name__}. {_WAY_OUT}"))
    return found


def _healthy(findings: list[Finding]) -> bool:
    return all(finding.ok is not False for finding in findings)


def _checked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, ok=True, detail=look())
    except PtceError as error:
        return Finding(name, ok=False, detail=str(error))
    except Exception as error:  # noqa: BLE001 - a broken installation fails in any way, and is what doctor is for
        return Finding(name, ok=False, detail=f"{type(error).__name__} ({error}). {_WAY_OUT}")


def _communes() -> str:
    from ptce_match.places import Communes

    return f"{len(Communes.load())} communes"


def _encoder() -> str:
    from ptce_match.encoder import OnnxEncoder

    encoder = OnnxEncoder.load()
    vector = encoder.encode(["Bonjour"], "need")
    return f"{encoder.model_id}, {vector.shape[1]} dimensions, empreintes vérifiées"


def _reader() -> str:
    from ptce_match.encoder import OnnxEncoder
    from ptce_match.skills import default_taxonomy, load_reader

    reader, encoder = load_reader(default_taxonomy()), OnnxEncoder.load().model_id
    if reader.encoder != encoder:
        raise ModelError(
            f"le lecteur de compétences a été fait pour le modèle de texte « {reader.encoder} », pas pour « {encoder} » : "
            "aucune compétence n'est lue. Refaites-le avec : ptce-match train reader"
        )
    return f"{len(reader.taxonomy)} compétences, pour ce modèle de texte"


def _store() -> Finding:
    from ptce_match.encoder import VectorStore
    from ptce_match.encoder.store import CACHE_VARIABLE

    name, store = "vecteurs gardés", VectorStore.open()
    with closing(store):
        if store.path.is_file():
            return Finding(name, ok=True, detail=f"{len(store)} dans {store.path}")
    # Only a saving: everything works without it, more slowly.
    lost = f"« {store.path} » ne peut pas servir, les textes seront relus à chaque fois"
    return Finding(name, ok=None, detail=f"{lost} ; indiquez un autre dossier avec la variable {CACHE_VARIABLE}")


def _reference() -> str:
    from ptce_match.signals import load_reference

    reference = load_reference()
    return f"{len(reference.needs)} besoins, {len(reference.profiles)} profils"


def _ranker() -> str:
    from ptce_match.models import Registry, models_folder

    registry = Registry(models_folder())
    version = registry.champion_version()
    if version is None:
        return f"publié (prior), aucune version promue dans {registry.folder}"
    promoted = registry.history[-1].at[:10]
    return f"version {version.id}, promue le {promoted}, apprise de {version.evidence.data['decisions']} décisions, empreintes vérifiées, dans {registry.folder}"


def _extra(name: str, packages: tuple[str, ...]) -> Finding:
    try:
        found = ", ".join(f"{package} {version(package)}" for package in packages)
    except PackageNotFoundError:
        return Finding(f"complément {name}", ok=None, detail=f"absent ; pip install 'ptce-match[{name}]'")
    return Finding(f"complément {name}", ok=True, detail=found)
