"""Names of signals."""

from __future__ import annotations

from ptce_match.signals import LABELS, Signal, SignalName


def test_every_signal_has_one_french_name() -> None:
    assert set(LABELS) == set(SignalName)
    assert len(set(LABELS.values())) == len(LABELS)


def test_a_signal_knows_its_label() -> None:
    assert Signal(SignalName.TERRITORY, 1.0).label == "Distance"
