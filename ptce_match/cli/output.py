"""Writing to standard output: one JSON document, or text for people."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def print_json(document: object) -> None:
    """Write one JSON document, and nothing else, to standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def console() -> Console:
    """Return a console on standard output; it wraps at the terminal's width, or at 100 columns in a pipe."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 100, highlight=False, markup=False)
