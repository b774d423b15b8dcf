"""The learning curve of the mentors' ranker on simulated decisions, as Markdown for docs/benchmarks.md.

usage: python -m scripts.learning_curve [--network data/demo] [--seeds 20] [--spreads] [--positions] [--contest]

Six imagined teams decide about suggestions on half of the needs; the ranking is measured on the other half. `--spreads`
compares how freely the weights may move, `--positions` how much decisions further down a list count; `--contest` says how often the challenger would have been promoted.
"""

from __future__ import annotations

import argparse
from datetime import date
from itertools import product
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.matcher import Matcher
from ptce_match.metrics import bootstrap_interval
from ptce_match.network import Network
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.resources import resource
from ptce_match.training.ranker.contest import Exposure, contest
from ptce_match.training.ranker.curve import SIZES, Point, halves, learning_curve, utility_ndcg
from ptce_match.training.ranker.design import PRIOR_THETA
from ptce_match.training.ranker.exposure import effective_mentors
from ptce_match.training.ranker.learning import Assumptions, learn
from ptce_match.training.ranker.simulator import Field, simulate
from ptce_match.training.ranker.teams import TEAMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_match.training.ranker.teams import Team

_SLOPE_SPREADS: Final = (0.1, 0.3, 0.6)
_WEIGHT_SPREADS: Final = (0.3, 0.5, 0.8, 1.2, 2.0)
_ETAS: Final = (0.0, 0.5, 1.0)
_TODAY: Final = date(2026, 11, 23)


def main() -> int:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, default=resource("data", "demo"))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--spreads", action="store_true")
    parser.add_argument("--positions", action="store_true")
    parser.add_argument("--contest", action="store_true")
    arguments = parser.parse_args()
    matcher = Matcher(Network.read(arguments.network), today=_TODAY, ranker=Ranker(MENTOR_PRIOR))
    field = Field.of(matcher)
    if arguments.spreads:
        free = [Assumptions(slope, weight) for slope, weight in product(_SLOPE_SPREADS, _WEIGHT_SPREADS)]
        compared(
            field,
            arguments.seeds,
            {f"slope ± {each.slope_spread}, weights ± {each.weight_spread}": each for each in free},
        )
    elif arguments.positions:
        compared(field, arguments.seeds, {f"eta {eta}": Assumptions(eta=eta) for eta in _ETAS})
    elif arguments.contest:
        contests(field, matcher, arguments.seeds)
    else:
        curve(field, arguments.seeds)
    return 0


def curve(field: Field, seeds: int) -> None:
    """Print the curve, team by team."""
    points = learning_curve(field, seeds=seeds)
    print(f"| team | published | {' | '.join(f'{size} decisions' for size in SIZES)} |")
    print("|---|" + "---|" * (1 + len(SIZES)))
    for team in TEAMS:
        mine = [point for point in points if point.team == team.name]
        print(f"| {team.name} | {' | '.join(map(_cell, mine))} |")
    means = [fmean(point.mean for point in points if point.decisions == size) for size in (0, *SIZES)]
    print(f"| mean of all | {' | '.join(f'{mean:.3f}' for mean in means)} |")


def compared(field: Field, seeds: int, assumptions: Mapping[str, Assumptions]) -> None:
    """Print the mean over teams under each of several assumptions."""
    print(f"| assumed | published | {' | '.join(map(str, SIZES))} | most that a team loses |")
    print("|---|" + "---|" * (2 + len(SIZES)))
    for name, assumed in assumptions.items():
        points = learning_curve(field, seeds=seeds, assumed=assumed)
        means = [fmean(point.mean for point in points if point.decisions == size) for size in (0, *SIZES)]
        before = {point.team: point.mean for point in points if point.decisions == 0}
        worst = min(point.mean - before[point.team] for point in points)
        print(f"| {name} | {' | '.join(f'{mean:.4f}' for mean in means)} | {worst:+.4f} |")


def contests(field: Field, matcher: Matcher, seeds: int) -> None:
    """Print how often the challenger wins, and what its promotions bring on needs that nobody decided about."""
    print("| decisions | promoted | gain in nDCG@5 where promoted (95 %) | worse by over .005 where promoted |")
    print("|---|---|---|---|")
    for size in SIZES:
        gains = [gain for team in TEAMS for seed in range(seeds) if (gain := _promoted_gain(field, matcher, team, size, seed)) is not None]  # fmt: skip
        low, high = bootstrap_interval(np.array(gains))
        share = len(gains) / (len(TEAMS) * seeds)
        shown = f"{fmean(gains):+.3f} ({low:+.3f} – {high:+.3f})" if gains else ""
        worse = sum(gain < -0.005 for gain in gains)
        print(f"| {size} | {share:.0%} | {shown} | {worse} of {len(gains)} |")


def _promoted_gain(field: Field, matcher: Matcher, team: Team, size: int, seed: int) -> float | None:
    decided, measured = halves(field, seed)
    decisions = simulate(field, team, size, seed, decided)
    learned = learn(decisions)
    rankers = [Ranker(MENTOR_PRIOR), Ranker(learned.weights)]
    exposure = Exposure(*effective_mentors(rankers, matcher, _TODAY))
    verdict = contest(PRIOR_THETA, lambda known: learn(known).theta, decisions, exposure)
    if not verdict.wins:
        return None
    before, after = (utility_ndcg(field, team, theta, measured) for theta in (PRIOR_THETA, learned.theta))
    return after - before


def _cell(point: Point) -> str:
    return f"{point.mean:.3f} ({point.low:.3f} – {point.high:.3f})"


if __name__ == "__main__":
    raise SystemExit(main())
