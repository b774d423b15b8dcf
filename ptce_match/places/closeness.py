"""Which name of a list a misspelt one stands for, if any.

Thresholds on the similarity of two names (rapidfuzz's ``fuzz.ratio``, 0..100), chosen with
``python -m scripts.build_communes.measure_closeness`` on 2,500 communes. With one random slip of the pen (a letter added,
dropped, changed or two swapped):

- under a postal code, at least 80 and 5 ahead of the next commune: 99 % found, none wrong; a name from anywhere else in
  France is taken for one of the code's in 0.1 % of cases;
- in a department, at least 90 and 5 ahead: 73 % found, 0.1 % wrong; a name from elsewhere is taken in 0.6 % of cases.
  At 80 it would be 4 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ptce_match.places.spelling import without_article

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE_THRESHOLD: Final = 80.0
DEPARTMENT_THRESHOLD: Final = 90.0
MARGIN: Final = 5.0
_SUGGESTION_THRESHOLD: Final = 70.0
_WEAK_WORDS: Final = frozenset(
    {"saint", "sainte", "saints", "saintes", "notre", "dame", "sous", "ville", "vieux", "bourg"}
)


def closest(name: str, spellings: Sequence[str], rows: Sequence[int], at_least: float) -> int | None:
    """Return the row whose name is like `name` by `at_least`, and by `MARGIN` more than any other row's; else None.

    Parameters
    ----------
    name : str
        Folded.
    spellings, rows : sequences of the same length
        Folded names without article, and the row that each belongs to; a row may have several.
    at_least : float
        0 to 100.
    """
    ranked = _ranked(name, spellings, rows, at_least - MARGIN)
    if not ranked or ranked[0][1] < at_least:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return None
    return ranked[0][0]


def nearest(name: str, spellings: Sequence[str], rows: Sequence[int], k: int) -> list[int]:
    """Return at most `k` rows worth showing to somebody who wrote `name`, best first."""
    return [row for row, _ in _ranked(name, spellings, rows, _SUGGESTION_THRESHOLD)[:k]]


def sharing_words(name: str, spellings: Sequence[str], rows: Sequence[int]) -> list[int]:
    """Return the rows whose name has all the words of `name`, or the reverse, in ascending order.

    ``"oleron"`` finds ``"saint pierre d oleron"``. At least one of the shared words must be distinctive: four letters
    or more, and none of those that half the communes have.
    """
    words = set(without_article(name).split())
    found = set()
    for spelling, row in zip(spellings, rows, strict=True):
        other = set(spelling.split())
        shared = words & other
        if shared in (words, other) and any(len(word) >= 4 and word not in _WEAK_WORDS for word in shared):
            found.add(row)
    return sorted(found)


def _ranked(name: str, spellings: Sequence[str], rows: Sequence[int], cutoff: float) -> list[tuple[int, float]]:
    """Return rows and their best score, best first; ties in the order of the table."""
    from rapidfuzz import fuzz, process

    best: dict[int, float] = {}
    query = without_article(name)
    for _, score, position in process.extract(query, spellings, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None):
        best[rows[position]] = max(score, best.get(rows[position], 0.0))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))
