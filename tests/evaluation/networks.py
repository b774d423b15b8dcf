"""A small network, in which every need names the trade of one mentor."""

from __future__ import annotations

from typing import Final

from ptce_match.network import (
    Instrument,
    Investor,
    InvestorKind,
    Mentor,
    MentorStatus,
    Need,
    Network,
    Project,
    Stage,
)

TRADES: Final = ("comptabilité", "maraîchage", "menuiserie", "communication", "fiscalité", "informatique")


def mentor(number: int, profile: str, tags: tuple[str, ...] = (), name: str = "Une personne") -> Mentor:
    """Return a mentor of whom only the words matter."""
    return Mentor(
        f"B{number:02}", name, MentorStatus.RETIRED, "Surgères", "17700", 30, 8, 2, tags, (), profile
    )  # fmt: skip


def project(number: int, title: str, description: str) -> Project:
    """Return a project of which only the words matter."""
    return Project(
        f"P{number}", title, "Une association", description, "Surgères", "17700", 3, Stage.IDEA, 5000, "SCOP"
    )


def investor(number: int, criteria: str) -> Investor:
    """Return an investor of whom only the words matter."""
    return Investor(
        f"I{number}", "Un club", InvestorKind.CIGALE, "Surgères", "17700", 50, 500, 9000, (Instrument.EQUITY,), (), criteria
    )  # fmt: skip


def small_network() -> Network:
    """Return six mentors and six needs, two projects and two investors."""
    return Network(
        mentors=tuple(mentor(i, f"J'ai fait de la {trade} pendant trente ans.") for i, trade in enumerate(TRADES)),
        needs=tuple(Need(f"N{i}", "P0", f"Il nous faut une aide en {trade}.", 1) for i, trade in enumerate(TRADES)),
        projects=(
            project(0, "Un jardin partagé", "Des légumes pour le quartier."),
            project(1, "Une librairie", "Des livres et des rencontres."),
        ),
        investors=(investor(0, "Nous aimons les livres."), investor(1, "Nous aimons les légumes.")),
    )
