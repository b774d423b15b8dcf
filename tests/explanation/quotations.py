"""Whether what stands between French quotation marks was really written."""

from __future__ import annotations

import re
from typing import Final

_QUOTATION: Final = re.compile(r"« (.*?) »")
_MARKS: Final = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"'})


def quotations(sentence: str) -> list[str]:
    """Return what stands between « » in a sentence."""
    return _QUOTATION.findall(sentence)


def plain(text: str) -> str:
    """Return a text without its spaces, all quotation marks alike."""
    return "".join(text.translate(_MARKS).split())


def is_verbatim(quotation: str, source: str) -> bool:
    """Tell whether a quotation stands in `source`, but for spaces, inner quotation marks and a last ellipsis."""
    inner = plain(quotation.removeprefix("« ").removesuffix(" »"))
    return inner in plain(source) or (inner.endswith("…") and inner[:-1] in plain(source))
