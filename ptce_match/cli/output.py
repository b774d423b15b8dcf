"""Writing to standard output: one JSON document, or text for people."""

from __future__ import annotations

import codecs
import io
import json
import re
import sys
import textwrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console

_MARK_WIDTH: Final = 7
_GLUE: Final = "\ue000"
_KEPT_TOGETHER: Final = re.compile(r"(?<=«) | (?=[»:;!?%])")
_NARROWEST: Final = 20
_NEAREST: Final = "ptce_match.nearest"
_NEAR: Final = {"\u202f": " ", "\u00a0": " ", "’": "'", "…": "...", "–": "-", "✔": "+", "✘": "!"}


def accept_any_character() -> None:
    """Make the standard streams write something near what their encoding lacks (a Windows pipe) rather than fail."""
    codecs.register_error(_NEAREST, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_NEAR.get(character, "?") for character in lacking), error.end


def print_json(document: object) -> None:
    """Write one JSON document, and nothing else, to standard output."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(document, ensure_ascii=not unicode, indent=2, allow_nan=False)
    sys.stdout.write(text + "\n")


def console() -> Console:
    """Return a console on standard output; it wraps at the terminal's width, or at 100 columns in a pipe."""
    from rich.console import Console

    # Quotations are people's own words: « :coffee: » stays as they wrote it.
    return Console(width=None if sys.stdout.isatty() else 100, highlight=False, markup=False, emoji=False)


def print_text(out: Console, text: str, style: str = "", indent: str = "") -> None:
    """Write a text on as many lines as it takes, never breaking inside « 3 500 € » nor next to a quotation mark."""
    _print_lines(out, text, style, indent, indent)


def print_entry(out: Console, mark: str, text: str, style: str = "") -> None:
    """Write a text with a mark (a score, a plus, a minus) in the margin of its first line."""
    _print_lines(out, text, style, f"{mark:>{_MARK_WIDTH}}  ", " " * (_MARK_WIDTH + 2))


def _print_lines(out: Console, text: str, style: str, first: str, rest: str) -> None:
    lines = textwrap.wrap(
        _KEPT_TOGETHER.sub(_GLUE, text),
        width=max(out.width, len(rest) + _NARROWEST),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    for line in lines:
        # Already wrapped: rich would break at the narrow spaces inside an amount.
        out.print(line.replace(_GLUE, " "), style=style, soft_wrap=True)
