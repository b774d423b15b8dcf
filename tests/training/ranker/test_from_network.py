"""The history of a network: what came of each pair, and nothing of what came later in its signals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ptce_match.errors import UnknownIdError
from ptce_match.network import Decision, Need, Network, Outcome
from ptce_match.signals import SignalName
from ptce_match.training.ranker.decisions import Judgment
from ptce_match.training.ranker.from_network import ONLY_PROPOSED, SAYS_NOTHING, read_history
from tests.matcher.hashing_encoder import HashingEncoder
from tests.matcher.networks import BASE, NEED, mentor, networks

if TYPE_CHECKING:
    from ptce_match.training.ranker.decisions import Decisions, JudgedPair

SECOND = Need("N2", "P1", "Un site pour vendre le pain", 2)
TWO = replace(BASE, needs=(NEED, SECOND), mentors=(mentor("B1"), mentor("B2")))


def day(number: int) -> date:
    return date(2026, 3, number)


def decided(need: str, who: str, number: int, outcome: Outcome, **more: object) -> Decision:
    return Decision(need, who, day(number), outcome, **more)  # type: ignore[arg-type]


def history(*decisions: Decision) -> Decisions:
    return read_history(replace(TWO, decisions=decisions), HashingEncoder())


def only(decisions: Decisions) -> JudgedPair:
    [found] = decisions.pairs
    return found


def test_the_last_word_about_a_pair_counts_and_the_first_day() -> None:
    found = only(
        history(
            decided("N1", "B1", 2, Outcome.PROPOSED),
            decided("N1", "B1", 9, Outcome.COMPLETED, rating=5),
            decided("N1", "B1", 4, Outcome.ACCEPTED),
        )
    )
    assert (found.judgment, found.rating, found.day) == (Judgment.RATED, 5.0, day(2))


@pytest.mark.parametrize(
    ("outcome", "more", "expected"),
    [
        (Outcome.ACCEPTED, {}, Judgment.ACCEPTED),
        (Outcome.COMPLETED, {}, Judgment.ACCEPTED),
        (Outcome.COMPLETED, {"rating": 1}, Judgment.RATED),
        (Outcome.REFUSED, {"reason": "trop loin"}, Judgment.REFUSED),
    ],
)
def test_outcomes(outcome: Outcome, more: dict[str, object], expected: Judgment) -> None:
    assert only(history(decided("N1", "B1", 2, outcome, **more))).judgment is expected


def test_reasons_are_read() -> None:
    assert only(history(decided("N1", "B1", 2, Outcome.REFUSED, reason="Trop loin"))).reason.code == "too_far"


def test_what_says_nothing_is_counted() -> None:
    found = history(
        decided("N1", "B1", 2, Outcome.PROPOSED),
        decided("N1", "B2", 3, Outcome.REFUSED, reason="conflit d'intérêts"),
        decided("N2", "B2", 3, Outcome.ACCEPTED),
    )
    assert len(found) == 1
    assert found.left_out == {ONLY_PROPOSED: 1, SAYS_NOTHING: 1}


def test_a_mentor_the_network_does_not_have_is_told() -> None:
    with pytest.raises(UnknownIdError, match="B9"):
        history(decided("N1", "B9", 2, Outcome.ACCEPTED))


class TestNothingLeaks:
    def test_earlier_days_count(self) -> None:
        found = history(
            decided("N1", "B1", 2, Outcome.COMPLETED, rating=5), decided("N2", "B1", 3, Outcome.REFUSED, reason="")
        )
        assert found.pairs[1].signals[SignalName.COLLABORATION] == 1.0
        assert found.pairs[1].signals[SignalName.FEEDBACK] > found.pairs[0].signals[SignalName.FEEDBACK]

    def test_neither_the_same_day_nor_its_own_outcome(self) -> None:
        found = history(
            decided("N1", "B1", 2, Outcome.COMPLETED, rating=1), decided("N2", "B1", 2, Outcome.COMPLETED, rating=1)
        )
        alone = history(decided("N1", "B1", 2, Outcome.COMPLETED, rating=5))
        assert found.pairs[0].signals == alone.pairs[0].signals
        assert {pair.signals[SignalName.COLLABORATION] for pair in found.pairs} == {0.5}

    def test_what_followed_between_its_own_days_is_not_seen_either(self) -> None:
        # The pair was put together on the 2nd; what the mentor did on the 4th was not known then.
        found = history(
            decided("N1", "B1", 2, Outcome.PROPOSED),
            decided("N2", "B1", 4, Outcome.ACCEPTED),
            decided("N1", "B1", 9, Outcome.REFUSED),
        )
        first = next(pair for pair in found.pairs if pair.need_id == "N1")
        assert (first.signals[SignalName.CAPACITY], first.signals[SignalName.COLLABORATION]) == (1.0, 0.5)

    @given(networks(), st.data())
    @settings(max_examples=25)
    def test_whatever_is_decided_later_changes_no_earlier_signal(self, network: Network, data: st.DataObject) -> None:
        assume(network.decisions)
        cut = data.draw(st.sampled_from([decision.date for decision in network.decisions]))
        later = st.builds(
            replace,
            st.sampled_from(network.decisions),
            date=st.just(date(2026, 1, 4)),
            outcome=st.sampled_from(Outcome),
            rating=st.none() | st.integers(1, 5),
        )
        # Pairs already begun keep their first day; what happens to them afterwards must not show.
        past = tuple(decision for decision in network.decisions if decision.date <= cut)
        other = replace(network, decisions=(*past, *data.draw(st.lists(later, max_size=6))))
        encoder = HashingEncoder()
        before, after = ({(pair.need_id, pair.mentor_id): pair for pair in read_history(each, encoder).pairs} for each in (network, other))  # fmt: skip
        begun = {(decision.need_id, decision.mentor_id) for decision in past}
        for key in begun & set(before) & set(after):
            assert before[key].signals == after[key].signals
