"""Decisions as an imagined team would take them, to see how fast the ranker learns what the team cares about.

For each need somebody shows the first five among those who are at hand that day (the published ranker orders them); the
team looks at each place with a probability that falls with its rank; what it looks at it keeps or refuses by its own
weights, its taste for the person that no signal tells, and chance. Part of the refusals have nothing to do with fit;
part of the reasons are not told; what was kept may be rated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit

from ptce_match.ranker import MENTOR_PRIOR, Ranker, log_odds
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.design import ANCHOR, FARTHEST, NAMES
from ptce_match.training.ranker.exposure import SHOWN
from ptce_match.training.ranker.reasons import REASONS, UNSAID, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.matcher import Matcher
    from ptce_match.network import Need
    from ptce_match.signals import SignalName
    from ptce_match.training.ranker.teams import Team

_FIRST_DAY: Final = date(2026, 1, 5)
_REASONS: Final[dict[str, str]] = {"territory": "too_far", "availability": "no_time", "capacity": "no_time", "refusal": "refuses_topic"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Habits:
    """How an imagined team decides.

    Attributes
    ----------
    eta : float
        A place k is looked at with probability ``(1 / k) ** eta``.
    taste : float
        Standard deviation, in log-odds, of what the team feels for a pair and no signal tells.
    readiness : float
        Log-odds added to every decision: who decides on a suggestion says yes more often than the score tells.
    at_hand : float
        Share of the mentors who can be asked on a given day.
    elsewhere : float
        Share of decisions that are refusals for a reason that has nothing to do with the pair.
    untold : float
        Share of refusals whose reason is not told.
    rated : float
        Share of kept pairs that are rated.
    """

    eta: float = 0.7
    taste: float = 0.7
    readiness: float = 1.5
    at_hand: float = 0.6
    elsewhere: float = 0.1
    untold: float = 0.3
    rated: float = 0.4


@dataclass(frozen=True)
class Field:
    """All pairs of a network, as the ranker sees them.

    Attributes
    ----------
    need_ids, mentor_ids : tuple of str
    values : array, shape (n_needs, n_mentors, p)
        The signals of `design.NAMES`, in 0..1.
    """

    need_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, matcher: Matcher, needs: Sequence[Need] | None = None) -> Field:
        """Compute the signals of needs (all of the network by default) with every mentor."""
        asked = matcher.network.needs if needs is None else needs
        mentors = matcher.mentor_matcher
        values = [
            np.stack([signals[name] for name in NAMES], axis=1)
            for signals in map(mentors.signals, matcher.queries(asked))
        ]
        return cls(
            tuple(need.id for need in asked), tuple(mentor.id for mentor in mentors.pool.mentors), np.stack(values)
        )

    @property
    def columns(self) -> NDArray[np.float64]:
        """The columns of `design.features`, shape (n_needs, n_mentors, p)."""
        base = np.maximum(log_odds(self.values[..., :1]) - ANCHOR, -FARTHEST)
        neutral = np.array([MENTOR_PRIOR.of[name].neutral for name in NAMES[1:]])
        return np.concatenate([base, self.values[..., 1:] - neutral], axis=-1)

    def utility(self, team: Team) -> NDArray[np.float64]:
        """Return the probability with which a team would keep each pair, taste and chance aside, (n_needs, n_mentors)."""
        return np.asarray(expit(ANCHOR + self.columns @ team.theta))


def simulate(
    field: Field,
    team: Team,
    number: int,
    seed: int,
    needs: NDArray[np.int64] | None = None,
    habits: Habits | None = None,
) -> Decisions:
    """Return decisions of an imagined team; the same seed gives the same ones.

    Parameters
    ----------
    number : int
        How many decisions.
    needs : array of int or None
        Rows of the needs that come up; all by default.
    """
    chance, habits = np.random.default_rng(seed), habits or Habits()
    asked = np.arange(len(field.need_ids)) if needs is None else needs
    ranked = Ranker(MENTOR_PRIOR).score({name: field.values[..., place] for place, name in enumerate(NAMES)})
    logits = ANCHOR + field.columns @ team.theta + chance.normal(0.0, habits.taste, ranked.shape)
    pairs: list[JudgedPair] = []
    for day in range(number * 4 + 4):
        need = int(chance.choice(asked))
        present = chance.random(len(field.mentor_ids)) < habits.at_hand
        shown = np.argsort(np.where(present, -ranked[need], 1.0), kind="stable")[:SHOWN]
        looked_at = chance.random(SHOWN) < (1.0 + np.arange(SHOWN)) ** -habits.eta
        for place, mentor in enumerate(shown.tolist()):
            drawn = _Drawn(*chance.random(4).tolist())
            if looked_at[place]:
                when = _FIRST_DAY + timedelta(days=day)
                pairs.append(
                    _decided(field, team, habits, drawn, (need, mentor), when, place + 1, logits[need, mentor])
                )
        if len(pairs) >= number:
            break
    return Decisions(tuple(pairs[:number]))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The chance in one decision, each in 0..1."""

    elsewhere: float
    kept: float
    told: float
    rated: float


def _decided(
    field: Field,
    team: Team,
    habits: Habits,
    drawn: _Drawn,
    pair: tuple[int, int],
    day: date,
    position: int,
    logit: float,
) -> JudgedPair:
    need, mentor = pair
    kept = drawn.kept < float(expit(logit + habits.readiness))
    reason, judgment, rating = UNSAID, Judgment.ACCEPTED, None
    if drawn.elsewhere < habits.elsewhere:
        judgment, reason = Judgment.REFUSED, REASONS["no_time"]
    elif not kept:
        judgment = Judgment.REFUSED
        reason = UNSAID if drawn.told < habits.untold else _reason(field.columns[need, mentor], team)
    elif drawn.rated < habits.rated:
        judgment, rating = Judgment.RATED, float(np.clip(np.round(4.0 + logit), 1, 5))
    return JudgedPair(
        need_id=field.need_ids[need],
        mentor_id=field.mentor_ids[mentor],
        day=day,
        signals=dict(zip(NAMES, field.values[need, mentor].tolist(), strict=True)),
        judgment=judgment,
        reason=reason,
        rating=rating,
        position=position,
    )


def _reason(columns: NDArray[np.float64], team: Team) -> Reason:
    """Return the reason that a team gives: what weighs most against the pair, and the skill where nothing else does."""
    against = dict(zip(NAMES, (columns * team.theta).tolist(), strict=True))
    worst: SignalName = min(NAMES[1:], key=lambda name: against[name])
    return REASONS[_REASONS.get(worst, "not_my_skill") if against[worst] < -0.3 else "not_my_skill"]
