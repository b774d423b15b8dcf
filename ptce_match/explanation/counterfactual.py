"""What would change the score most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.explanation import wording
from ptce_match.signals import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ptce_match.ranker import Ranker
    from ptce_match.signals import SignalName

_WORTH_SAYING: Final = 0.02


def counterfactual(
    ranker: Ranker, signals: Mapping[SignalName, NDArray[np.float64]], reservations: Mapping[SignalName, str]
) -> str:
    """Return what the score would be if the heaviest reservation did not hold, "" when none weighs 2 points.

    A reservation that does not hold leaves its signal where it weighs nothing: at its neutral value.

    Parameters
    ----------
    signals : mapping of SignalName to array of shape (1,)
        The pair's own.
    reservations : mapping of SignalName to str
        Those that are shown to the user.
    """
    now = float(ranker.score(signals)[0])
    best, heaviest = now, None
    for name in reservations:
        if name in ranker.weights.of:
            neutral = np.full(1, ranker.weights.of[name].neutral)
            without = float(ranker.score({**signals, name: neutral})[0])
            if without > best:
                best, heaviest = without, name
    if heaviest is None or best - now < _WORTH_SAYING:
        return ""
    return f"Sans la réserve « {LABELS[heaviest].lower()} », le score passerait de {wording.percent(now)} à {wording.percent(best)}"
