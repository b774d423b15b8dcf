"""Versions to keep, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ptce_match.models import PRIOR, Evidence
from ptce_match.ranker import MENTOR_PRIOR, Weight
from ptce_match.signals import SignalName

if TYPE_CHECKING:
    from ptce_match.models import Registry, Version
    from ptce_match.ranker import Weights

MORNING: Final = "2026-11-23T09:30:00+00:00"


def weights(territory: float = 2.1234567890123456, slope: float = 0.9) -> Weights:
    of = {**MENTOR_PRIOR.of, SignalName.TERRITORY: Weight(territory, 1.0)}
    return replace(MENTOR_PRIOR, name="appris-mentors", of=of, slope=slope, intercept=0.1)


def evidence(parent: str = PRIOR, *, wins: bool = True) -> Evidence:
    return Evidence(
        made_at=MORNING,
        parent=parent,
        program="0.1.0",
        data={"sha256": "0" * 64, "decisions": 120, "until": "2026-11-20"},
        metrics={"champion_loss": 0.6, "challenger_loss": 0.5},
        verdict={"wins": wins, "sentences": ["Trop peu de décisions."]},
    )


def kept(registry: Registry, territory: float = 2.0, parent: str = PRIOR, *, wins: bool = True) -> Version:
    return registry.add(weights(territory), evidence(parent, wins=wins))
