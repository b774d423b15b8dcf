"""Every reason that people can give is known here, and means something."""

from __future__ import annotations

import pytest

from ptce_match.training.ranker.reasons import REASONS, UNSAID, reason_of
from service.pairings import reasons as service_reasons
from service.pairings.states import Kind

OF_THE_SERVICE = sorted(
    {
        service_reasons.PAUSE,
        *service_reasons.of_team(Kind.MENTOR),
        *service_reasons.MentorReason,
        *service_reasons.HolderReason,
    }
)


def test_the_closed_lists_are_those_of_the_service() -> None:
    assert sorted(REASONS) == [str(code) for code in OF_THE_SERVICE]


@pytest.mark.parametrize("code", OF_THE_SERVICE)
def test_code_and_french_wording_name_the_same_reason(code: str) -> None:
    label = service_reasons.LABELS[code]
    assert reason_of(code) is reason_of(label) is reason_of(f" {label.upper()} ") is REASONS[code]


@pytest.mark.parametrize("words", ["", "  ", "il ne reprend qu'en juillet", "loin", "x" * 5000])
def test_words_of_ones_own_are_a_reason_that_is_not_told(words: str) -> None:
    assert reason_of(words) is UNSAID


def test_weights_are_shares() -> None:
    assert all(0 <= reason.weight <= 1 for reason in (*REASONS.values(), UNSAID))
    assert len({reason.label for reason in REASONS.values()}) == len(REASONS)
