"""Does a ranker show many people, or always the same few?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.matcher.mentor_rules import MentorRules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ptce_match.matcher import Matcher
    from ptce_match.ranker import Ranker
    from ptce_match.signals import SignalName

SHOWN: Final = 5


def effective_mentors(
    rankers: Sequence[Ranker], matcher: Matcher, today: date, progress: Callable[[int, int], None] | None = None
) -> list[float]:
    """Return how many mentors each ranker shows in effect over all needs of a network.

    A place r of a list gives ``1 / log2(r + 1)`` of exposure (the discount of nDCG); the result is the exponential of
    the entropy of the mentors' shares, that is the number of mentors who, shown equally, would be spread as much (Hill
    number of order 1; exposure as in Singh and Joachims 2018). It lies between 1 and the number of mentors; 0 where
    nobody is shown. Hard rules and the threshold hold as in a suggestion.

    Parameters
    ----------
    matcher : Matcher
        Of the network; its own ranker is not asked.
    today : date
        The day on which pauses are judged.
    progress : callable or None
        Given (done, total) in needs.
    """
    mentors = matcher.mentor_matcher
    exposure = np.zeros((len(rankers), len(mentors.pool)))
    queries = matcher.queries(matcher.network.needs)
    for done, query in enumerate(queries, start=1):
        signals = mentors.signals(query)
        excluded = MentorRules(matcher.network, mentors.pool, query, today).excluded
        for row, ranker in enumerate(rankers):
            shown = shown_rows(ranker, signals, excluded)
            exposure[row, shown] += discounts(len(shown))
        if progress is not None:
            progress(done, len(queries))
    return [effective_number(row) for row in exposure]


def shown_rows(
    ranker: Ranker, signals: dict[SignalName, NDArray[np.float64]], excluded: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the rows of the first five, best first; of equals, the first row."""
    scores = np.where(excluded, -1.0, ranker.score(signals))
    best = np.argsort(-scores, kind="stable")[:SHOWN]
    return best[scores[best] >= max(ranker.weights.threshold, 0.0)]


def discounts(places: int) -> NDArray[np.float64]:
    """Return ``1 / log2(r + 1)`` of the places r = 1..places."""
    return np.asarray(1.0 / np.log2(np.arange(places) + 2.0))


def effective_number(exposure: NDArray[np.float64]) -> float:
    """Return exp(entropy) of the shares of exposures that are not negative; 0 where all are 0."""
    total = float(exposure.sum())
    if total <= 0:
        return 0.0
    shares = exposure[exposure > 0] / total
    return float(np.exp(-(shares * np.log(shares)).sum()))
