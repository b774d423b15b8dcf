"""The tables of the network in memory, kept up with the database row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ptce_match.network import Conflict, Network, Outcome
from ptce_match.signals import latest
from service.matching.rows import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from service.matching.rows import Loaded

_ATTRIBUTES: Final = {
    "mentor": "mentors",
    "project": "projects",
    "need": "needs",
    "investor": "investors",
    "partner": "partners",
    "decision": "decisions",
    "conflict": "conflicts",
}
READ: Final = ("mentor", "investor", "partner")
"""Those who are ranked by what they wrote."""


class Mirror:
    """Every row of the network, and the version of each text that has its vectors.

    Attributes
    ----------
    tables : dict
        By kind, the rows by identifier, in the order of the table; new ones come last.
    read : dict
        By kind, the people who are ranked. Whoever wrote something that has no vectors yet stands there with the texts
        they had before, or not at all if they are new.
    """

    def __init__(self, tables: dict[str, dict[str, Loaded]]) -> None:
        self.tables = tables
        self.read: dict[str, dict[str, Any]] = {}
        self._tuples: dict[str, tuple[Any, ...]] = {}
        for kind in READ:
            self.settle(kind, self.tables[kind], set(), {})

    @classmethod
    def load(cls, session: Session) -> Mirror:
        """Read all tables."""
        return cls({name: {row.key: row for row in kind.read(session)} for name, kind in KINDS.items()})

    def settle(self, kind: str, ids: Iterable[str], waiting: set[str], before: Mapping[str, Any]) -> None:
        """Say who of `ids` is ranked, and with which texts.

        Parameters
        ----------
        waiting : set of str
            Whose texts have no vectors yet.
        before : mapping of str to entity
            With which texts people were ranked until now.
        """
        table, read = self.tables[kind], self.read.setdefault(kind, {})
        for key in ids:
            row, old = table.get(key), before.get(key)
            if row is None or not row.open or (key in waiting and old is None):
                read.pop(key, None)
            elif key in waiting:
                read[key] = _with_texts_of(kind, row.entity, old)
            else:
                read[key] = row.entity
        self._tuples.pop(kind, None)

    def take(self, kind: str, ids: Iterable[str], found: Iterable[Loaded], waiting: set[str]) -> None:
        """Put rows that were read again in the place of the former ones; what was not found is gone."""
        table = self.tables[kind]
        asked, present = list(ids), {row.key: row for row in found}
        for key in asked:
            if key in present:
                table[key] = present[key]
            else:
                table.pop(key, None)
        self._tuples.pop(kind, None)
        if kind in READ:
            self.settle(kind, asked, waiting, dict(self.read[kind]))

    def everything(self) -> Network:
        """Return the whole registry."""
        every: dict[str, Any] = {
            name: [row.entity for row in self.tables[kind].values()] for kind, name in _ATTRIBUTES.items()
        }
        return Network(**every)

    def closed(self) -> frozenset[str]:
        """Return the needs for which nobody is looked for: closed ones, and those of archived projects."""
        gone = {key for key, row in self.tables["project"].items() if not row.open}
        return frozenset(
            key for key, row in self.tables["need"].items() if not row.open or row.entity.project_id in gone
        )  # fmt: skip

    def network(self) -> Network:
        """Return what the engine works on.

        Closed needs and archived projects stay where a decision refers to them: it says what somebody has lived, and
        who is at work on what. Tables that did not change are the very tuples of the time before.
        """
        closed, needs, projects = self.closed(), self.tables["need"], self.tables["project"]
        people = self.read["mentor"]
        decisions = tuple(
            decision
            for decision in (row.entity for row in self.tables["decision"].values())
            if decision.mentor_id in people and decision.need_id in needs
        )
        decided = {decision.need_id for decision in decisions}
        kept = {key: row.entity for key, row in needs.items() if key not in closed or key in decided}
        of = {need.project_id for need in kept.values()}
        ranked: dict[str, Any] = {name: self._ranked(kind) for kind, name in _ATTRIBUTES.items() if kind in READ}
        return Network(
            **ranked,
            projects=tuple(row.entity for key, row in projects.items() if row.open or key in of),
            needs=tuple(kept.values()),
            decisions=decisions,
            conflicts=(*(row.entity for row in self.tables["conflict"].values()), *self._with_absent()),
        )

    def _ranked(self, kind: str) -> tuple[Any, ...]:
        if kind not in self._tuples:
            self._tuples[kind] = tuple(self.read[kind].values())
        return self._tuples[kind]

    def _with_absent(self) -> list[Conflict]:
        """Return conflicts with the projects of mentors who are not ranked any more but still at work.

        The engine does not know them; whoever must not be brought together with them must not join their projects.
        """
        present = self.read["mentor"]
        pairs = [
            (one, other, row.entity.reason)
            for row in self.tables["conflict"].values()
            for one, other in (
                (row.entity.person_id, row.entity.other_person_id),
                (row.entity.other_person_id, row.entity.person_id),
            )
            if one in present and other and other not in present and other in self.tables["mentor"]
        ]
        if not pairs:
            return []
        absent = {other for _, other, _ in pairs}
        theirs = [row.entity for row in self.tables["decision"].values() if row.entity.mentor_id in absent]
        at_work: dict[str, set[str]] = {}
        for decision in latest(theirs):
            need = self.tables["need"].get(decision.need_id)
            if decision.outcome is Outcome.ACCEPTED and need is not None:
                at_work.setdefault(decision.mentor_id, set()).add(need.entity.project_id)
        return [
            Conflict(one, project_id=project, reason=reason)
            for one, other, reason in pairs
            for project in sorted(at_work.get(other, ()))
        ]


def _with_texts_of(kind: str, entity: Any, old: Any) -> Any:
    names = {"mentor": ("profile", "tags", "refusals"), "investor": ("criteria",), "partner": ("offer",)}[kind]
    return replace(entity, **{name: getattr(old, name) for name in names})
