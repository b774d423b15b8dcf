"""What every command of the service shares: where its settings come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from service.settings import Settings


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare `--settings`."""
    parser.add_argument("--settings", metavar="FICHIER", type=Path, help="réglages du service (fichier TOML)")


def read(arguments: argparse.Namespace, **given: Any) -> Settings:
    """Return the settings of the service, from the file that the command names, or else from the environment."""
    from service.settings import read_settings

    return read_settings(arguments.settings, **given)
