"""People look at the first name of a list first: how a decision is weighed for the place at which it was shown.

Inverse propensity weighting (Joachims, Swaminathan and Schnabel 2017, "Unbiased learning-to-rank with biased
feedback"): a pair at place k is looked at with a probability proportional to ``(1 / k) ** ETA`` and counts for its
inverse. The weight stops at place `LAST`, where a few decisions would otherwise outweigh all others, and is divided
by its mean over the usual five places: decisions from a list count as much, together, as those from nowhere.
"""

from __future__ import annotations

from typing import Final

ETA: Final = 0.5
"""Between no bias (0) and the 1 usual for web search: a list of five is read further than a page of results."""
LAST: Final = 10
_USUAL: Final = 5


def position_weight(position: int | None, eta: float = ETA) -> float:
    """Return the weight of a decision about the pair at a place of a list, from 1; 1 for one from no list."""
    if position is None:
        return 1.0
    mean = sum(place**eta for place in range(1, _USUAL + 1)) / _USUAL
    return float(min(position, LAST) ** eta / mean)
