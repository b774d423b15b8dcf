"""Needs that still want somebody against mentors who have room."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.places import Communes
from ptce_match.places.distance import distances_km
from service.insight.coverage import grouped, grouping, searched
from service.insight.labels import CoverageBy, ShortageBy
from service.insight.repository import mentors, needs
from service.insight.schemas import ShortageRow, Shortages
from service.insight.skills import folded
from service.insight.suppression import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray
    from sqlmodel import Session

    from service.insight.question import Question
    from service.insight.repository.needs import NeedFacts
    from service.insight.suppression import Row

_CELLS: Final = ("suggested", "nobody", "not_searched")
_NOTE: Final = {
    ShortageBy.SKILL: "La compétence d'un besoin est déduite des personnes que le dernier classement lui a trouvées ; un "
    "bénévole compte pour chacune des siennes.",
    ShortageBy.COMMUNE: "Un bénévole compte pour chaque commune dans son rayon, et partout s'il accompagne à distance.",
}


def shortages(session: Session, question: Question, by: ShortageBy) -> Shortages:
    """Return, by skill or commune, the needs of today that want somebody and the mentors who could come."""
    waiting, tags = needs.waiting(session), mentors.tags(session)
    label = grouping(session, CoverageBy(by.value), tags)
    groups = {need.id: label(need) for need in waiting}
    table = question.table(grouped(waiting, lambda need: groups[need.id], searched, _CELLS), len(_CELLS))
    published = {row.label for row in table.rows}
    # Groups that were merged share the last row; so do those who offer something for them.
    rest = table.rows[-1].label if table.rows else ""
    row_of = {group: group if group in published else rest for group in groups.values()}
    room = _Room(session, question)
    if by is ShortageBy.SKILL:
        offers = room.by_skill(tags, row_of)
    else:
        offers = room.by_commune({need.insee: row_of[groups[need.id]] for need in waiting if need.insee})
    sums = _sums(waiting, lambda need: row_of[groups[need.id]])
    whole = _sums(waiting, lambda _: "")[""]
    return Shortages.to(
        question,
        note=" ".join(filter(None, (_NOTE[by], question.note))),
        rows=[_row(row, sums[row.label], room.offer(offers[row.label])) for row in table.rows],
        total=None if table.total is None else _row(table.total, whole, room.offer(room.everybody)),
    )


class _Sum:
    """What adds up over needs."""

    def __init__(self) -> None:
        self.places, self.scores = 0, list[float]()


def _sums(waiting: Iterable[NeedFacts], row: Callable[[NeedFacts], str]) -> Mapping[str, _Sum]:
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    for need in waiting:
        each = sums[row(need)]
        each.places += need.wanted - need.accepted
        if need.best_score is not None:
            each.scores.append(need.best_score)
    return sums


class _Room:
    """Mentors who are not on pause and carry less than they can."""

    def __init__(self, session: Session, question: Question) -> None:
        loads = mentors.loads(session)
        self._protected = question.protected
        free = ((each, each.capacity - loads.get(each.id, 0)) for each in mentors.available(session, question.today))
        having = [(each, places) for each, places in free if places > 0]
        self._mentors = [each for each, _ in having]
        self._free = np.array([places for _, places in having], dtype=np.int64)

    @property
    def everybody(self) -> NDArray[np.bool_]:
        """All of them."""
        return np.ones(len(self._mentors), dtype=bool)

    def offer(self, people: NDArray[np.bool_]) -> tuple[int | None, int | None]:
        """Return how many people are marked, and how many places they have."""
        number = int(people.sum())
        if self._protected and 0 < number < FLOOR:
            return None, None
        return number, int(self._free[people].sum())

    def by_skill(self, tags: Mapping[str, list[str]], row_of: Mapping[str, str]) -> dict[str, NDArray[np.bool_]]:
        """Mark who has a tag of each published row."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        compared = cache(folded)
        for place, mentor in enumerate(self._mentors):
            for tag in tags[mentor.id]:
                places[row_of.get(compared(tag), "")].append(place)
        found = self._nobody()
        for row, marked in places.items():
            found[row][marked] = True
        return found

    def by_commune(self, row_of: Mapping[str, str]) -> dict[str, NDArray[np.bool_]]:
        """Mark who reaches a commune of each published row, from home or at a distance; `row_of` is by INSEE code."""
        homes: dict[str, int] = {}
        home = np.array([homes.setdefault(mentor.insee, len(homes)) for mentor in self._mentors], dtype=np.int64)
        radius = np.array([mentor.radius_km for mentor in self._mentors], dtype=np.float64)
        remote = np.array([mentor.remote is True for mentor in self._mentors], dtype=bool)
        points = Communes.load().coordinates(list(homes))
        found = self._nobody()
        for insee, row in row_of.items():
            away: NDArray[np.float64] = distances_km(Communes.load().coordinates([insee])[0], points)
            # An unknown distance is NaN, which is within no radius.
            found[row] |= (away[home] <= radius) | remote
        return found

    def _nobody(self) -> defaultdict[str, NDArray[np.bool_]]:
        return defaultdict(lambda: np.zeros(len(self._mentors), dtype=bool))


def _row(row: Row, sums: _Sum, offer: tuple[int | None, int | None]) -> ShortageRow:
    counts = dict(zip(_CELLS, (cell.count if row.shown else None for cell in row.cells), strict=True))
    return ShortageRow(
        label=row.label,
        needs=row.total.count,
        **counts,
        places_missing=sums.places,
        mean_best_score=round(float(np.mean(sums.scores)), 4) if sums.scores else None,
        mentors=offer[0],
        free_places=offer[1],
    )
