"""`ptce-match train`: learning from what a network has; one module a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ptce_match.cli import train_encoder, train_ranker, train_reader

if TYPE_CHECKING:
    import argparse

_HELP = "apprendre : le modèle de texte, la lecture des compétences, le classement à partir des décisions"
_MODELS: Final = (train_encoder, train_reader, train_ranker)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser("train", help=_HELP, description=_HELP.capitalize() + ".")
    models = parser.add_subparsers(title="ce qui s'apprend", dest="model", metavar="MODÈLE", required=True)
    for model in _MODELS:
        model.add_to(models)
