"""Judged pairs, by hand and by chance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from ptce_match.ranker import MENTOR_PRIOR
from ptce_match.signals import SignalName
from ptce_match.training.ranker.decisions import JudgedPair, Judgment
from ptce_match.training.ranker.reasons import REASONS, UNSAID

if TYPE_CHECKING:
    from ptce_match.training.ranker.reasons import Reason

FIRST: Final = date(2026, 1, 5)
NEUTRAL: Final = {SignalName.EXPERTISE: 0.3, **{name: weight.neutral for name, weight in MENTOR_PRIOR.of.items()}}


def pair(
    judgment: Judgment = Judgment.ACCEPTED,
    need: str = "N1",
    mentor: str = "B1",
    day: int = 0,
    *,
    reason: Reason = UNSAID,
    rating: float | None = None,
    position: int | None = 3,
    **signals: float,
) -> JudgedPair:
    """Return a pair that was shown third, and whose other signals are neutral."""
    values = NEUTRAL | {SignalName(name): value for name, value in signals.items()}
    return JudgedPair(
        need, mentor, FIRST + timedelta(days=day), values, judgment, reason, rating, position, encoder="essai"
    )


@st.composite
def judged_pairs(draw: st.DrawFn, /, **fixed: Any) -> JudgedPair:
    """Draw a pair."""
    judgment = fixed.get("judgment") or draw(st.sampled_from(Judgment))
    signals = {name.value: draw(st.floats(0, 1)) for name in NEUTRAL}
    return pair(
        judgment,
        need=draw(st.sampled_from(["N1", "N2", "N3"])),
        mentor=draw(st.sampled_from(["B1", "B2"])),
        day=draw(st.integers(0, 50)),
        reason=draw(st.sampled_from(list(REASONS.values()))) if judgment is Judgment.REFUSED else UNSAID,
        rating=draw(st.floats(1, 5)) if judgment is Judgment.RATED else None,
        position=draw(st.none() | st.integers(1, 20)),
        **signals,
    )


histories = st.lists(judged_pairs(), max_size=12)
