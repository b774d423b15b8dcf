"""Judged pairs from the table `historique` of a network: signals are computed as they would have been on the day.

The signals of a pair see the decisions of earlier days and no others: neither what was decided later, nor what was
decided about the pair itself, nor the rest of the same day (the table knows no hours). Profiles, distances, hours and
capacities are those of today: the tables keep no older ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.matcher import Matcher
from ptce_match.network import Outcome
from ptce_match.signals import latest
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.design import telling
from ptce_match.training.ranker.reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ptce_match.encoder import Encoder
    from ptce_match.network import Decision, Network

ONLY_PROPOSED: Final = "proposées, sans réponse encore"
SAYS_NOTHING: Final = "refusées pour une raison qui ne dit rien de l'accord"
_JUDGMENTS: Final = {Outcome.ACCEPTED: Judgment.ACCEPTED, Outcome.REFUSED: Judgment.REFUSED}


@dataclass(frozen=True, slots=True)
class _Story:
    """One pair in the table: the day of its first row, and its last word."""

    first: date
    last: Decision


def read_history(
    network: Network, encoder: Encoder | None = None, progress: Callable[[int, int], None] | None = None
) -> Decisions:
    """Return the judged pairs of a network.

    Parameters
    ----------
    encoder : Encoder or None
        The default one where None.
    progress : callable or None
        Given (done, total) in days.

    Raises
    ------
    UnknownIdError
        A decision names a need or a mentor that the network does not have.
    """
    stories: dict[date, list[_Story]] = defaultdict(list)
    left_out: Counter[str] = Counter()
    first: dict[tuple[str, str], date] = {}
    for decision in network.decisions:
        pair = decision.need_id, decision.mentor_id
        first[pair] = min(decision.date, first.get(pair, decision.date))
    for last in latest(network.decisions):
        if last.outcome is Outcome.PROPOSED:
            left_out[ONLY_PROPOSED] += 1
        else:
            day = first[last.need_id, last.mentor_id]
            stories[day].append(_Story(day, last))
    pairs: list[JudgedPair] = []
    matcher = Matcher(replace(network, decisions=()), encoder)
    dated = sorted(network.decisions, key=lambda decision: decision.date)
    days = [decision.date for decision in dated]
    for number, day in enumerate(sorted(stories), start=1):
        matcher = matcher.updated(replace(network, decisions=tuple(dated[: bisect_left(days, day)])))
        pairs += _of_day(matcher, stories[day])
        if progress is not None:
            progress(number, len(stories))
    saying = telling(pairs)
    if len(saying) < len(pairs):
        left_out[SAYS_NOTHING] = len(pairs) - len(saying)
    return Decisions(tuple(saying), dict(left_out))


def _of_day(matcher: Matcher, stories: list[_Story]) -> list[JudgedPair]:
    mentors = matcher.mentor_matcher
    needs = {story.last.need_id: matcher.network.need(story.last.need_id) for story in stories}
    queries = dict(zip(needs, matcher.queries(list(needs.values())), strict=True))
    pairs = []
    for story in stories:
        last = story.last
        row = np.array([mentors.pool.row[matcher.network.mentor(last.mentor_id).id]])
        signals = mentors.signals(queries[last.need_id], rows=row)
        rated = last.outcome is Outcome.COMPLETED and last.rating is not None
        pairs.append(
            JudgedPair(
                need_id=last.need_id,
                mentor_id=last.mentor_id,
                day=story.first,
                signals={name: float(value[0]) for name, value in signals.items()},
                judgment=Judgment.RATED if rated else _JUDGMENTS.get(last.outcome, Judgment.ACCEPTED),
                reason=reason_of(last.reason),
                rating=float(last.rating) if rated and last.rating is not None else None,
                encoder=matcher.encoder.model_id,
            )
        )
    return pairs
