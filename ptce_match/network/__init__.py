"""The network: its people, projects, needs and money, and what was decided about them."""

from __future__ import annotations

from ptce_match.network.entities import Conflict, Decision, Investor, Mentor, Need, Partner, Project
from ptce_match.network.network import Network
from ptce_match.network.vocabulary import (
    SECTORS,
    Instrument,
    InvestorKind,
    MentorStatus,
    Outcome,
    ProjectKind,
    Stage,
)

__all__ = [
    "SECTORS",
    "Conflict",
    "Decision",
    "Instrument",
    "Investor",
    "InvestorKind",
    "Mentor",
    "MentorStatus",
    "Need",
    "Network",
    "Outcome",
    "Partner",
    "Project",
    "ProjectKind",
    "Stage",
]
