"""`ptce-match evaluate` and `ptce-match benchmark`: what a method is worth on judged data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json
from ptce_match.cli.progress import ShownEncoder
from ptce_match.errors import InputError

if TYPE_CHECKING:
    import argparse

_EVALUATE = "mesurer une méthode sur un réseau dont les paires ont été jugées"
_BENCHMARK = "mesurer une méthode sur un corpus jugé de libellés"
_METHODS = ("default", "bm25", "tfidf", "dense")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare both commands."""
    evaluate = commands.add_parser("evaluate", help=_EVALUATE, description=_EVALUATE.capitalize() + ".")
    evaluate.add_argument("network", metavar="RÉSEAU", help="dossier de fichiers CSV, ou classeur .xlsx ou .ods")
    evaluate.add_argument("--qrels-mentors", metavar="FICHIER", help="jugements besoin_id,benevole_id,pertinence")
    evaluate.add_argument("--qrels-investors", metavar="FICHIER", help="jugements projet_id,investisseur_id,pertinence")
    benchmark = commands.add_parser("benchmark", help=_BENCHMARK, description=_BENCHMARK.capitalize() + ".")
    benchmark.add_argument("folder", metavar="DOSSIER", help="corpus.jsonl, queries.jsonl et qrels.tsv")
    benchmark.add_argument("--queries", metavar="FICHIER", help="identifiants d'un sous-ensemble, un par ligne")
    benchmark.add_argument(
        "--queries-as", choices=("need", "label"), default="label", help="comment lire les requêtes (label)"
    )
    for parser in (evaluate, benchmark):
        parser.add_argument("--method", choices=_METHODS, default="default", help="méthode (default)")
        parser.add_argument("--encoder", metavar="NOM", help="autre modèle sentence-transformers, par nom ou dossier")
        parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    evaluate.set_defaults(run=run_evaluate)
    benchmark.set_defaults(run=run_benchmark)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Measure rankings of a network against judgments."""
    if not (arguments.qrels_mentors or arguments.qrels_investors):
        raise InputError("Donnez au moins un fichier de jugements : --qrels-mentors ou --qrels-investors.")
    from ptce_match import Network
    from ptce_match.evaluation import evaluate, method_named

    network = Network.read(arguments.network)
    result = evaluate(
        network,
        method_named(arguments.method, _encoder(arguments)),
        _path(arguments.qrels_mentors),
        _path(arguments.qrels_investors),
    )
    return _show(result.as_json(), json=arguments.json)


def run_benchmark(arguments: argparse.Namespace) -> int:
    """Measure the ranking of labels."""
    from ptce_match.evaluation import benchmark

    result = benchmark(
        Path(arguments.folder),
        arguments.method,
        _encoder(arguments),
        queries_as=arguments.queries_as,
        subset=_path(arguments.queries),
    )
    return _show(result.as_json(), json=arguments.json)


def _encoder(arguments: argparse.Namespace) -> ShownEncoder | None:
    if arguments.method in {"bm25", "tfidf"}:
        if arguments.encoder:
            raise InputError(f"--encoder ne va pas avec --method {arguments.method}, qui ne se sert d'aucun modèle.")
        return None
    from ptce_match.encoder import SentenceTransformerEncoder, default_encoder

    return ShownEncoder(SentenceTransformerEncoder(arguments.encoder) if arguments.encoder else default_encoder())


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _show(document: dict[str, object], *, json: bool) -> int:
    if json:
        print_json(document)
        return 0
    from rich.table import Table

    out = console()
    table = Table("mesure", "valeur", "intervalle à 95 %", box=None, pad_edge=False)
    for name, value in _flat(document).items():
        if isinstance(value, dict):
            continue
        interval = _flat(document).get(_interval_name(name))
        table.add_row(name, _text(value), _text(interval) if interval else "")
    out.print(table)
    return 0


def _interval_name(name: str) -> str:
    part, _, metric = name.rpartition(" ")
    return f"{part} ci95 {metric}".strip()


def _flat(document: dict[str, object], prefix: str = "") -> dict[str, object]:
    rows: dict[str, object] = {}
    for key, value in document.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            rows |= _flat(value, f"{name} ")
        else:
            rows[name] = value
    return {name: value for name, value in rows.items() if value is not None}


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list):
        return " – ".join(_text(item) for item in value)
    return str(value)
