"""Were the texts written one by one? Runs of words that several of them share betray copies and templates.

A model trained on a pattern learns the pattern: it then scores well on texts of the same making, and on no others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ptce_match.lexical.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RUN: Final = 5
"""Words of a run that count as shared: shorter ones are the common coin of the language."""
COPIED_SHARE: Final = 0.25
"""Share of the shorter text's runs that another may have before the two are called near-duplicates."""
FEW: Final = 4
"""Shared runs below which two texts are no near-duplicates, unless the shorter one has no more: titles share a phrase."""
TEMPLATE_USES: Final = 6
"""Texts in which one run may occur before it is called the trace of a template."""


class Copy(NamedTuple):
    """Two texts that share too much; `share` (0..1) is over the runs of the shorter one."""

    first: int
    second: int
    share: float


def runs(text: str, length: int = RUN) -> set[str]:
    """Return the runs of `length` consecutive folded words of a text."""
    found = list(words(text))
    return {" ".join(found[start : start + length]) for start in range(len(found) - length + 1)}


def near_duplicates(
    texts: Sequence[str], others: Sequence[str] | None = None, share: float = COPIED_SHARE
) -> list[Copy]:
    """Return the pairs of texts that share at least `share` of the runs of the shorter one.

    Parameters
    ----------
    texts : sequence of str
    others : sequence of str or None
        Compare `texts` with these, such as an evaluation set, instead of with each other; `second` counts them.
    """
    mine = [runs(text) for text in texts]
    theirs = mine if others is None else [runs(text) for text in others]
    holders = _holders(theirs)
    copies = []
    for first, own in enumerate(mine):
        shared = Counter(
            second for run in own for second in holders.get(run, ()) if others is not None or second > first
        )
        for second, count in shared.items():
            shorter = min(len(own), len(theirs[second]))
            found = count / shorter
            if found >= share and count >= min(FEW, shorter):
                copies.append(Copy(first, second, found))
    return copies


def template_traces(texts: Sequence[str], uses: int = TEMPLATE_USES) -> dict[str, int]:
    """Return the runs that occur in more than `uses` texts, with the number of these texts."""
    return {run: len(rows) for run, rows in _holders([runs(text) for text in texts]).items() if len(rows) > uses}


def _holders(texts: Iterable[set[str]]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for row, own in enumerate(texts):
        for run in own:
            holders[run].append(row)
    return holders
