"""The mentors of a network as arrays, and everything about them that no need changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from ptce_match.network import Outcome
from ptce_match.places import Communes
from ptce_match.signals import active_projects, feedback, latest, sector_table

if TYPE_CHECKING:
    from ptce_match.network import Decision, Network


class MentorPool:
    """Arrays over the mentors, in the order of their identifiers.

    Sorting by identifier makes every tie break the same way, whatever the order of the tables.

    Attributes
    ----------
    mentors : list of Mentor
    coordinates : array of float64, shape (n, 2)
    radius_km, hours : array of float64, shape (n,)
    capacity, active, paused_until : array of int64, shape (n,)
        `paused_until` holds ordinals of dates, 0 for nobody's pause.
    remote, tagged : array of bool, shape (n,)
    sectors : array of bool, shape (n, 11)
    feedback : array of float64, shape (n,)
    row : dict of str to int
        Row of each mentor.
    decisions : dict of str to list of Decision
        The last decision of each pair, by project, oldest first.
    """

    def __init__(self, network: Network) -> None:
        self.mentors = sorted(network.mentors, key=lambda mentor: mentor.id)
        self.row = {mentor.id: row for row, mentor in enumerate(self.mentors)}
        self.coordinates = Communes.load().coordinates([mentor.insee for mentor in self.mentors])
        self.radius_km = np.array([mentor.radius_km for mentor in self.mentors], dtype=np.float64)
        self.hours = np.array([mentor.hours_per_month for mentor in self.mentors], dtype=np.float64)
        self.capacity = np.array([mentor.capacity for mentor in self.mentors], dtype=np.int64)
        active = active_projects(network)
        self.active = np.array([active.get(mentor.id, 0) for mentor in self.mentors], dtype=np.int64)
        self.paused_until = np.array(
            [mentor.paused_until.toordinal() if mentor.paused_until else 0 for mentor in self.mentors], dtype=np.int64
        )
        self.remote = np.array([mentor.remote is True for mentor in self.mentors], dtype=bool)
        self.sectors = sector_table([mentor.sectors for mentor in self.mentors])
        self.tagged = np.array([bool(mentor.tags) for mentor in self.mentors], dtype=bool)
        self.decisions: dict[str, list[Decision]] = defaultdict(list)
        self.ratings: list[list[int]] = [[] for _ in self.mentors]
        for decision in latest(network.decisions):
            network.mentor(decision.mentor_id)  # raises UnknownIdError for a network put together by hand
            self.decisions[network.need(decision.need_id).project_id].append(decision)
            if decision.outcome is Outcome.COMPLETED and decision.rating is not None:
                self.ratings[self.row[decision.mentor_id]].append(decision.rating)
        self.feedback = feedback(self.ratings)

    def __len__(self) -> int:
        return len(self.mentors)
