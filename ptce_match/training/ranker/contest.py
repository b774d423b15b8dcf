"""Champion against challenger, on decisions that the challenger has not seen.

Each ranker is given the readiness that fits its own log-odds to the earlier decisions best, and loses on each later
need the mean cross-entropy of that need's decisions. The challenger may replace the champion if all of these hold:

1. there are enough later decisions, with yes and no among them;
2. it loses no more than the champion on average, and the paired bootstrap over needs leaves no room for a loss of
   `MARGIN` or more (a non-inferiority test: the low end of the 95 % interval of the gain is above -MARGIN);
3. it shows as many different people: `effective_mentors` falls by at most `NARROWING`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.metrics import paired_bootstrap
from ptce_match.training.ranker.design import Design, design, telling
from ptce_match.training.ranker.learning import cross_entropy, readiness
from ptce_match.training.ranker.wording import decimal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ptce_match.metrics import PairedDifference
    from ptce_match.training.ranker.decisions import Decisions

ENOUGH: Final = 10
"""Held-out decisions without which nothing is said."""
MARGIN: Final = 0.02
"""In nats a decision: to call .50 what is worth .60 costs as much."""
NARROWING: Final = 0.03
HELD_OUT: Final = 0.3


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
        Decisions that it was measured on.
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


def split(decisions: Decisions, share: float = HELD_OUT) -> tuple[Decisions, Decisions]:
    """Return earlier and later decisions: all those of a need on one side, the last `share` of the needs held out."""
    needs = decisions.needs
    later = set(needs[len(needs) - round(share * len(needs)) :])
    return decisions.where(lambda need: need not in later), decisions.of_needs(later)


def contest(
    champion: NDArray[np.float64],
    challenger: NDArray[np.float64],
    earlier: Decisions,
    later: Decisions,
    exposure: Exposure | None,
) -> Verdict:
    """Return whether a challenger may replace the champion.

    Parameters
    ----------
    champion, challenger : array, shape (p,)
        Slope and weights, see `design.theta_of`. The challenger must not have seen `later`.
    exposure : Exposure or None
        None where it cannot be measured, which keeps the champion.
    """
    known, held_out = design(earlier.pairs), design(later.pairs)
    if len(held_out) < ENOUGH or not _contrasted(held_out) or not _contrasted(known):
        return Verdict(False, (_too_few(len(held_out)),), len(held_out), exposure=exposure)
    losses = [_losses(theta, known, held_out, later) for theta in (champion, challenger)]
    gain = paired_bootstrap(*losses)
    wins_on_loss = gain.mean >= 0 and gain.low > -MARGIN
    sentences = [_on_loss(gain, losses, wins=wins_on_loss), _on_exposure(exposure)]
    return Verdict(
        wins=wins_on_loss and exposure is not None and not exposure.narrower,
        sentences=tuple(sentences),
        held_out=len(held_out),
        champion_loss=float(losses[0].mean()),
        challenger_loss=float(losses[1].mean()),
        gain=gain,
        exposure=exposure,
    )


def _contrasted(said: Design) -> bool:
    return bool((said.target > 0.5).any() and (said.target < 0.5).any())


def _losses(theta: NDArray[np.float64], known: Design, held_out: Design, later: Decisions) -> NDArray[np.float64]:
    """Return the weighted mean cross-entropy of each held-out need, shape (n_needs,)."""
    logits = held_out.offset + held_out.rows @ theta + readiness(theta, known)
    losses = held_out.weight * cross_entropy(held_out.target, logits)
    pairs = telling(later.pairs)
    place = {need: row for row, need in enumerate(dict.fromkeys(pair.need_id for pair in pairs))}
    needs = np.array([place[pair.need_id] for pair in pairs])
    return np.bincount(needs, losses) / np.bincount(needs, held_out.weight)


def _too_few(n: int) -> str:
    return (
        f"Trop peu de décisions pour comparer : {n} mises de côté, il en faut au moins {ENOUGH}, avec des oui et des "
        "non avant comme après. Le classement en service reste."
    )


def _on_loss(gain: PairedDifference, losses: list[NDArray[np.float64]], *, wins: bool) -> str:
    told = (
        f"Sur {gain.n} besoins récents mis de côté, l'erreur passe de {decimal(losses[0].mean())} à "
        f"{decimal(losses[1].mean())} (gain {decimal(gain.mean)}, entre {decimal(gain.low)} et {decimal(gain.high)})"
    )
    return f"{told} : le nouveau classement n'est pas moins bon." if wins else f"{told} : il pourrait être moins bon."


def _on_exposure(exposure: Exposure | None) -> str:
    if exposure is None:
        return (
            "Le nombre de bénévoles montrés n'a pas pu être mesuré : donnez aussi le réseau, avec --network. "
            "Le classement en service reste."
        )
    told = (
        f"Il montre l'équivalent de {decimal(exposure.challenger, 1)} bénévoles, contre {decimal(exposure.champion, 1)}"
    )
    return f"{told} : trop peu, toujours les mêmes." if exposure.narrower else f"{told} : pas moins de monde."
