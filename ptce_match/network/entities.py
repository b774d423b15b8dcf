"""The things of the network: frozen values, one class a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ptce_match.network.vocabulary import Instrument, InvestorKind, MentorStatus, Outcome, ProjectKind, Stage


@dataclass(frozen=True, slots=True)
class Mentor:
    """A volunteer who shares what they know.

    Attributes
    ----------
    commune, postal_code : str
        As the team writes them; `insee` is the code they were resolved to, "" where that failed.
    radius_km : float
        How far the mentor is ready to travel, as the crow flies.
    hours_per_month : float
        Time offered.
    capacity : int
        How many projects at once.
    tags : tuple of str
        Broad skills; often incomplete, hence only a hint.
    sectors : tuple of int
        Keys of `SECTORS`; empty when the mentor has no preference.
    profile : str
        The mentor's own words.
    refusals : str
        What the mentor does not want to do, in their own words.
    remote : bool or None
        Whether help at a distance is offered; None when it was not asked.
    """

    id: str
    name: str
    status: MentorStatus
    commune: str
    postal_code: str
    radius_km: float
    hours_per_month: float
    capacity: int
    tags: tuple[str, ...]
    sectors: tuple[int, ...]
    profile: str
    email: str = ""
    phone: str = ""
    paused_until: date | None = None
    refusals: str = ""
    remote: bool | None = None
    insee: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """An activity that somebody wants to create or grow. Amounts are in euros."""

    id: str
    title: str
    holder: str
    description: str
    commune: str
    postal_code: str
    sector: int | None
    stage: Stage
    amount_sought: float
    legal_form: str
    email: str = ""
    amount_obtained: float = 0.0
    kind: ProjectKind | None = None
    insee: str = ""

    @property
    def amount_left(self) -> float:
        """Euros still to be found, never negative."""
        return max(0.0, self.amount_sought - self.amount_obtained)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a project cannot do alone; mentors are matched to needs, not to projects.

    Attributes
    ----------
    priority : int
        1 is the most urgent.
    mentors_wanted : int
        The demand: how many mentors the need calls for, at least 1.
    skills : tuple of str
        Fine skills (ids of the taxonomy) that a person said it is about; empty where they are read in the text.
    """

    id: str
    project_id: str
    text: str
    priority: int
    deadline: date | None = None
    mentors_wanted: int = 1
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Investor:
    """A club, a kitty, a person or an institution that puts money into projects.

    Attributes
    ----------
    ticket_min, ticket_max : float
        Smallest and largest amount for one project, in euros.
    sectors, stages, legal_forms : tuple
        Accepted ones; empty means all, or that they stand only in `criteria`.
    available : float or None
        Euros left to place this year; None when unknown.
    """

    id: str
    name: str
    kind: InvestorKind
    commune: str
    postal_code: str
    radius_km: float
    ticket_min: float
    ticket_max: float
    instruments: tuple[Instrument, ...]
    sectors: tuple[int, ...]
    criteria: str
    stages: tuple[Stage, ...] = ()
    legal_forms: tuple[str, ...] = ()
    available: float | None = None
    insee: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A bank, an institution or a company with something to offer to project holders."""

    id: str
    name: str
    kind: str
    commune: str
    postal_code: str
    offer: str
    insee: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided about one (need, mentor) pair, and the rating (1 to 5) given at the end."""

    need_id: str
    mentor_id: str
    date: date
    outcome: Outcome
    reason: str = ""
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A person who must not be matched with a project, or with another person.

    Exactly one of `project_id` and `other_person_id` is set, the other is "".
    """

    person_id: str
    project_id: str = ""
    other_person_id: str = ""
    reason: str = ""
