"""Contact details that people wrote into their texts are not shown before both have agreed."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = "[coordonnées masquées]"

_EMAIL: Final = re.compile(r"[^\s@<>()]{1,64}(?:@[^\s@<>()]{1,190})+")
_PHONE: Final = re.compile(
    r"(?<!\d)(?:(?:\+|00)\d{2,3}[\s.\-/]{0,2}(?:\(0\)\s?)?\d|0\d)(?:[\s.\-/]{0,2}\d{2}){4}(?!\d)"
)


def without_contacts(text: str) -> str:
    """Return a text with e-mail addresses and telephone numbers replaced by `HIDDEN`."""
    return _PHONE.sub(HIDDEN, _EMAIL.sub(HIDDEN, text))
