"""From a network or exported rows to a version that may be promoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.models import PRIOR, Registry
from ptce_match.network import Network
from ptce_match.resources import resource
from ptce_match.training.ranker import learn, read_decisions, read_history, retrain
from tests.training.ranker.test_from_rows import file, row

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import Encoder

DEMO = resource("data", "demo")
TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_the_demo_network(encoder: Encoder, tmp_path: Path) -> None:
    decisions, network = read_decisions([DEMO], encoder)
    assert network is not None
    result = retrain(decisions, network, None, TODAY, encoder)
    assert result.champion == PRIOR
    assert result.verdict.exposure is not None
    assert result.verdict.exposure.champion > 10
    assert result.learned.weights == learn(decisions).weights
    version = Registry(tmp_path).add(result.learned.weights, result.evidence(NOW))
    assert version.evidence.made_at == "2026-11-23T09:30:00+00:00"
    assert version.evidence.data["decisions"] == len(decisions)
    assert version.evidence.wins == result.verdict.wins


def test_a_champion_that_saw_the_decisions_is_said_to_have(encoder: Encoder, tmp_path: Path) -> None:
    decisions, network = read_decisions([DEMO], encoder)
    registry = Registry(tmp_path)
    first = retrain(decisions, network, None, TODAY, encoder)
    champion = registry.add(first.learned.weights, first.evidence(NOW))
    again = retrain(decisions, network, champion, TODAY, encoder)
    assert again.champion == champion.id
    assert "avait déjà appris" in again.verdict.sentences[-1]


def test_rows_and_a_network_are_learned_from_together(encoder: Encoder, tmp_path: Path) -> None:
    rows = file(tmp_path, row())
    both, network = read_decisions([rows, DEMO], encoder)
    alone, nothing = read_decisions([str(rows)], encoder)
    assert isinstance(network, Network)
    assert nothing is None
    assert len(both) == len(read_history(network, encoder)) + len(alone)


def test_two_networks_are_refused(encoder: Encoder) -> None:
    with pytest.raises(InputError, match="Un seul réseau"):
        read_decisions([DEMO, DEMO], encoder)


def test_nothing_to_learn_from_is_told(encoder: Encoder, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucune décision dont apprendre"):
        read_decisions([file(tmp_path, row(outcome="expired"))], encoder)
    replace(Network.read(DEMO), decisions=()).write(tmp_path / "sans")
    with pytest.raises(InputError, match="aucune décision dont apprendre"):
        read_decisions([tmp_path / "sans"], encoder)


def test_days_are_counted(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    read_decisions([DEMO], encoder, lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(seen)
