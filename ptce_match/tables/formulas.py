"""Text that a spreadsheet program would run as a formula when it opens a CSV file.

A cell such as ``=HYPERLINK(...)`` or ``+33 6 12...`` gets an apostrophe in front when it is written to CSV, the mark that
spreadsheets themselves use for "this is text", and loses it when it is read. Cells that already look so marked get one
more apostrophe: whatever the text, reading gives back what was written. Workbooks need nothing of the kind: there a cell
of type text is never a formula.
"""

from __future__ import annotations

import re
from typing import Final

_DANGEROUS: Final = re.compile("'*[=+@＝＋－＠-]")
_MARKED: Final = re.compile("'+[=+@＝＋－＠-]")


def disarm(text: str) -> str:
    """Return the text with an apostrophe in front when a spreadsheet program would run it."""
    return "'" + text if _DANGEROUS.match(text) else text


def rearm(text: str) -> str:
    """Return the text without the apostrophe that `disarm` puts in front."""
    return text[1:] if _MARKED.match(text) else text
