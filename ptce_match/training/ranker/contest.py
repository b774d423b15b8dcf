"""Champion against challenger, on decisions that the challenger has not seen.

The needs are dealt into `FOLDS` parts. Each part is held out once: the challenger learns from the others, both rankers
are given the readiness that fits the others best, and each loses on every held-out need the mean cross-entropy of that
need's decisions. The challenger may replace the champion if all of these hold:

1. there are enough decisions, with yes and no among them;
2. it loses no more than the champion on average, and the paired bootstrap over needs leaves no room for a loss of
   `MARGIN` or more (a non-inferiority test: the low end of the 95 % interval of the gain is above -MARGIN);
3. it shows as many different people: `effective_mentors` falls by at most `NARROWING`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.metrics import paired_bootstrap
from ptce_match.training.ranker.design import ANCHOR, Design, design, telling
from ptce_match.training.ranker.learning import cross_entropy, readiness
from ptce_match.training.ranker.wording import decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from ptce_match.metrics import PairedDifference
    from ptce_match.training.ranker.decisions import Decisions

ENOUGH: Final = 20
"""Decisions without which nothing is said."""
FOLDS: Final = 5
MARGIN: Final = 0.02
"""In nats a decision: to call .50 what is worth .60 costs as much."""
NARROWING: Final = 0.03


@dataclass(frozen=True, slots=True)
class Exposure:
    """Mentors shown in effect over the needs of a network, by each ranker."""

    champion: float
    challenger: float

    @property
    def narrower(self) -> bool:
        """Whether the challenger shows clearly fewer people."""
        return self.challenger < self.champion * (1.0 - NARROWING)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a contest gave.

    Attributes
    ----------
    wins : bool
        Whether the challenger may replace the champion.
    sentences : tuple of str
        Why, in French.
    held_out : int
        Decisions that it was measured on, each held out once.
    champion_loss, challenger_loss : float or None
        Mean cross-entropy over needs, in nats.
    gain : PairedDifference or None
        Champion's loss minus challenger's, over needs.
    exposure : Exposure or None
        None where no network was given.
    """

    wins: bool
    sentences: tuple[str, ...]
    held_out: int
    champion_loss: float | None = None
    challenger_loss: float | None = None
    gain: PairedDifference | None = None
    exposure: Exposure | None = None


def folds(decisions: Decisions, number: int = FOLDS) -> Iterator[tuple[Decisions, Decisions]]:
    """Give the decisions to learn from and those held out, part by part: all those of a need are on one side.

    Needs are dealt in the order of their first decisions, so each part spans the whole time.
    """
    for part in range(min(number, len(decisions.needs))):
        out = set(decisions.needs[part::number])
        yield decisions.of_needs(set(decisions.needs) - out), decisions.of_needs(out)


def contest(
    champion: NDArray[np.float64],
    challenger: Callable[[Decisions], NDArray[np.float64]],
    decisions: Decisions,
    exposure: Exposure | None,
) -> Verdict:
    """Return whether a challenger may replace the champion.

    Parameters
    ----------
    champion : array, shape (p,)
        Slope and weights, see `design.theta_of`.
    challenger : callable
        Gives the slope and weights learned from some decisions.
    exposure : Exposure or None
        None where it cannot be measured, which keeps the champion.
    """
    parts = [(design(known.pairs), known, held_out) for known, held_out in folds(decisions)]
    n = len(telling(decisions.pairs))
    if n < ENOUGH or not all(_contrasted(known) for known, _, _ in parts):
        return Verdict(wins=False, sentences=(_too_few(n),), held_out=n, exposure=exposure)
    before, after = [], []
    for said, known, held_out in parts:
        before.append(_losses(champion, said, held_out))
        after.append(_losses(challenger(known), said, held_out))
    losses = np.concatenate(before), np.concatenate(after)
    gain = paired_bootstrap(*losses)
    wins_on_loss = gain.mean >= 0 and gain.low > -MARGIN
    return Verdict(
        wins=wins_on_loss and exposure is not None and not exposure.narrower,
        sentences=(_on_loss(gain, losses, wins=wins_on_loss), _on_exposure(exposure)),
        held_out=n,
        champion_loss=float(losses[0].mean()),
        challenger_loss=float(losses[1].mean()),
        gain=gain,
        exposure=exposure,
    )


def _contrasted(said: Design) -> bool:
    return bool((said.target > 0.5).any() and (said.target < 0.5).any())


def _losses(theta: NDArray[np.float64], known: Design, held_out: Decisions) -> NDArray[np.float64]:
    """Return the weighted mean cross-entropy of each held-out need of which something is known, shape (n_needs,)."""
    pairs = telling(held_out.pairs)
    said = design(pairs)
    losses = said.weight * cross_entropy(said.target, ANCHOR + said.rows @ theta + readiness(theta, known))
    place = {need: row for row, need in enumerate(dict.fromkeys(pair.need_id for pair in pairs))}
    needs = np.array([place[pair.need_id] for pair in pairs], dtype=np.int64)
    return np.bincount(needs, losses) / np.bincount(needs, said.weight)


def _too_few(n: int) -> str:
    return (
        f"Trop peu de décisions pour comparer : {n}, il en faut au moins {ENOUGH}, avec des oui et des non sur "
        "plusieurs besoins. Le classement en service reste."
    )


def _on_loss(gain: PairedDifference, losses: Sequence[NDArray[np.float64]], *, wins: bool) -> str:
    told = (
        f"Sur {gain.n} besoins, mis de côté tour à tour, l'erreur passe de {decimal(losses[0].mean())} à "
        f"{decimal(losses[1].mean())} (gain {decimal(gain.mean)}, entre {decimal(gain.low)} et {decimal(gain.high)})"
    )
    return f"{told} : le nouveau classement n'est pas moins bon." if wins else f"{told} : il pourrait être moins bon."


def _on_exposure(exposure: Exposure | None) -> str:
    if exposure is None:
        return (
            "Le nombre de bénévoles montrés n'a pas pu être mesuré : donnez aussi le réseau, avec --network. "
            "Le classement en service reste."
        )
    told = f"l'équivalent de {decimal(exposure.challenger, 1)} bénévoles, contre {decimal(exposure.champion, 1)}"
    if exposure.narrower:
        return f"Il montrerait moins de monde : {told} (baisse tolérée : {100 * NARROWING:.0f} %)."
    return f"Il montrerait autant de monde : {told}."
