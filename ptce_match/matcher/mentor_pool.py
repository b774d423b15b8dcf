"""The mentors of a network as arrays, and everything about them that no need changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from ptce_match.network import Outcome
from ptce_match.places import Communes
from ptce_match.signals import active_projects, feedback, latest, sector_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.network import Decision, Mentor, Network


@dataclass(frozen=True)
class MentorColumns:
    """The columns of mentors as arrays; attributes as in `MentorPool`."""

    coordinates: NDArray[np.float64]
    radius_km: NDArray[np.float64]
    hours: NDArray[np.float64]
    capacity: NDArray[np.int64]
    paused_until: NDArray[np.int64]
    remote: NDArray[np.bool_]
    sectors: NDArray[np.bool_]

    @classmethod
    def of(cls, mentors: Sequence[Mentor]) -> MentorColumns:
        """Put mentors into arrays, in their order."""
        return cls(
            Communes.load().coordinates([mentor.insee for mentor in mentors]),
            np.array([mentor.radius_km for mentor in mentors], dtype=np.float64),
            np.array([mentor.hours_per_month for mentor in mentors], dtype=np.float64),
            np.array([mentor.capacity for mentor in mentors], dtype=np.int64),
            np.array([m.paused_until.toordinal() if m.paused_until else 0 for m in mentors], dtype=np.int64),
            np.array([mentor.remote is True for mentor in mentors], dtype=bool),
            sector_table([mentor.sectors for mentor in mentors]),
        )

    def patched(self, rows: Sequence[int], mentors: Sequence[Mentor]) -> MentorColumns:
        """Return the columns with other mentors at some rows."""
        made = {each.name: getattr(self, each.name).copy() for each in fields(self)}
        new = self.of(mentors)
        for name, column in made.items():
            column[rows] = getattr(new, name)
        return MentorColumns(**made)


class MentorPool:
    """Arrays over the mentors, in the order of their identifiers.

    Sorting by identifier makes every tie break the same way, whatever the order of the tables.

    Parameters
    ----------
    network : Network
    before : MentorPool or None
        The pool of an earlier network, from which all that did not change is taken over.

    Attributes
    ----------
    mentors : list of Mentor
        The very list of `before` when none of them changed.
    coordinates : array of float64, shape (n, 2)
    radius_km, hours : array of float64, shape (n,)
    capacity, active, paused_until : array of int64, shape (n,)
        `paused_until` holds ordinals of dates, 0 for nobody's pause.
    remote : array of bool, shape (n,)
    sectors : array of bool, shape (n, 11)
    feedback : array of float64, shape (n,)
    row : dict of str to int
        Row of each mentor.
    decisions : dict of str to list of Decision
        The last decision of each pair, by project, oldest first.
    """

    mentors: list[Mentor]
    row: dict[str, int]
    columns: MentorColumns

    def __init__(self, network: Network, before: MentorPool | None = None) -> None:
        self._take_mentors(network, before)
        self.coordinates = self.columns.coordinates
        self.radius_km, self.hours = self.columns.radius_km, self.columns.hours
        self.capacity, self.paused_until = self.columns.capacity, self.columns.paused_until
        self.remote, self.sectors = self.columns.remote, self.columns.sectors
        last = latest(network.decisions)
        self.active = np.zeros(len(self), dtype=np.int64)
        self.decisions: dict[str, list[Decision]] = defaultdict(list)
        self.ratings: list[list[int]] = [[] for _ in self.mentors]
        for decision in last:
            network.mentor(decision.mentor_id)  # raises UnknownIdError for a network put together by hand
            self.decisions[network.need(decision.need_id).project_id].append(decision)
            if decision.outcome is Outcome.COMPLETED and decision.rating is not None:
                self.ratings[self.row[decision.mentor_id]].append(decision.rating)
        for mentor_id, number in active_projects(network, last).items():
            self.active[self.row[mentor_id]] = number
        self.feedback = feedback(self.ratings)

    def _take_mentors(self, network: Network, before: MentorPool | None) -> None:
        row = before.row if before is not None else {}
        same_people = len(network.mentors) == len(row) and all(mentor.id in row for mentor in network.mentors)
        if before is None or not same_people:
            self.mentors = sorted(network.mentors, key=lambda mentor: mentor.id)
            self.row = {mentor.id: row for row, mentor in enumerate(self.mentors)}
            self.columns = MentorColumns.of(self.mentors)
            return
        self.mentors, self.row, self.columns = before.mentors, row, before.columns
        changed = [mentor for mentor in network.mentors if before.mentors[row[mentor.id]] is not mentor]
        if changed:
            rows = [row[mentor.id] for mentor in changed]
            self.mentors = list(before.mentors)
            for place, mentor in zip(rows, changed, strict=True):
                self.mentors[place] = mentor
            self.columns = before.columns.patched(rows, changed)

    def __len__(self) -> int:
        return len(self.mentors)
