"""Facts about one pair, with everything in order, to be changed one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from ptce_match.explanation import InvestorFacts, MentorFacts
from ptce_match.network import (
    Decision,
    Instrument,
    Investor,
    InvestorKind,
    Mentor,
    MentorStatus,
    Outcome,
    Project,
    Stage,
)
from ptce_match.signals import SignalName

MENTOR: Final = Mentor(
    "B1", "Monique", MentorStatus.RETIRED, "Matha", "17160", 25, 8, 2, ("paie", "bilans"), (3,), "La paie, toujours."
)  # fmt: skip
INVESTOR: Final = Investor(
    "F1", "Un club", InvestorKind.CIGALE, "Matha", "17160", 30, 500, 4000, (Instrument.EQUITY,), (3,), "Des légumes."
)  # fmt: skip
PROJECT: Final = Project("P1", "Un jardin", "", "Des légumes.", "Matha", "17160", 3, Stage.IDEA, 9000, "SAS")


def decision(outcome: Outcome, rating: int | None = None, day: date = date(2026, 3, 1)) -> Decision:
    return Decision("N1", "B1", day, outcome, rating=rating)


def mentor_facts(mentor: dict[str, Any] | None = None, **changes: Any) -> MentorFacts:
    """Return facts where nothing speaks against the pair, with some changed."""
    values = dict.fromkeys(SignalName, 1.0) | changes.pop("values", {})
    facts = MentorFacts(
        mentor=replace(MENTOR, **(mentor or {})),
        quote="La paie, toujours.",
        refusal="",
        distance_km=10.0,
        place="Matha",
        active=0,
        sector=3,
        past=(),
        ratings=(),
        values=values,
    )
    return replace(facts, **changes)


def investor_facts(
    investor: dict[str, Any] | None = None, project: dict[str, Any] | None = None, **changes: Any
) -> InvestorFacts:
    """Return facts where nothing speaks against the pair, with some changed."""
    values = dict.fromkeys(SignalName, 1.0) | changes.pop("values", {})
    facts = InvestorFacts(
        investor=replace(INVESTOR, **(investor or {})),
        project=replace(PROJECT, **(project or {})),
        distance_km=10.0,
        usable=(Instrument.EQUITY,),
        stage_quote="",
        form_quote="",
        criteria_quote="Des légumes.",
        wish=("", ""),
        refused=("", ""),
        condition="",
        values=values,
    )
    return replace(facts, **changes)
