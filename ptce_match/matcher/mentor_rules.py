"""The hard rules: who must not be suggested for a need, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.explanation import wording
from ptce_match.network import Outcome

if TYPE_CHECKING:
    from datetime import date

    from ptce_match.matcher.mentor_pool import MentorPool
    from ptce_match.matcher.query import Query
    from ptce_match.network import Decision, Network


class MentorRules:
    """Whom the hard rules exclude from one query on a given day.

    The rules, the last one that holds being the one stated: no place left; on pause; already asked or at work on this
    need; a declared conflict with a mentor who is at work on the project; one with the project itself.

    Attributes
    ----------
    excluded : array of bool, shape (n,)
        Over the rows of the pool.
    """

    def __init__(self, network: Network, pool: MentorPool, query: Query, today: date) -> None:
        self._pool = pool
        self._paused = pool.paused_until >= today.toordinal()
        self._about_pair: dict[int, str] = {}
        if query.project is not None:
            self._about_pair = _decided(pool, query) | _at_odds(network, pool, query.project.id)
            for conflict in network.conflicts:
                if conflict.project_id == query.project.id and conflict.person_id in pool.row:
                    self._about_pair[pool.row[conflict.person_id]] = conflict_rule(conflict.reason)
        self.excluded = self._paused | (pool.capacity - pool.active <= 0)
        self.excluded[list(self._about_pair)] = True

    def stated(self, row: int) -> str:
        """Return the rule that excludes somebody, in French."""
        if row in self._about_pair:
            return self._about_pair[row]
        paused_until = self._pool.mentors[row].paused_until
        if self._paused[row] and paused_until is not None:
            return f"en pause jusqu'au {wording.day(paused_until)}"
        return _full(int(self._pool.capacity[row]), int(self._pool.active[row]))


def conflict_rule(reason: str) -> str:
    """Return the rule that keeps a person out of a project that they are in conflict with, in French."""
    return f"conflit d'intérêts déclaré avec ce projet{f' : {reason}' if reason else ''}"


def _at_odds(network: Network, pool: MentorPool, project_id: str) -> dict[int, str]:
    """Return the mentors who are in conflict with one who accompanies the project now."""
    decided = pool.decisions.get(project_id, ())
    at_work = {decision.mentor_id for decision in decided if decision.outcome is Outcome.ACCEPTED}
    found = {}
    for conflict in network.conflicts:
        pair = (conflict.person_id, conflict.other_person_id)
        for one, other in (pair, pair[::-1]):
            if one in pool.row and other in at_work:
                name = pool.mentors[pool.row[other]].name
                reason = f" : {conflict.reason}" if conflict.reason else ""
                found[pool.row[one]] = f"conflit déclaré avec {name}, qui accompagne ce projet{reason}"
    return found


def _full(capacity: int, active: int) -> str:
    if capacity <= 0:
        return "n'accepte aucun projet pour le moment"
    return f"n'a plus de place : {wording.plural(active, 'projet accompagné', 'projets accompagnés')} sur {capacity}"


def _decided(pool: MentorPool, query: Query) -> dict[int, str]:
    if query.project is None or query.need is None:
        return {}
    mine = [decision for decision in pool.decisions.get(query.project.id, ()) if decision.need_id == query.need.id]
    return {pool.row[decision.mentor_id]: _verdict(decision) for decision in mine if decision.outcome in _VERDICTS}


_VERDICTS = {
    Outcome.REFUSED: "rapprochement déjà refusé pour ce besoin",
    Outcome.ACCEPTED: "accompagne déjà ce besoin",
    Outcome.COMPLETED: "a déjà accompagné ce besoin",
}


def _verdict(decision: Decision) -> str:
    reason = f" : {wording.quoted(decision.reason)}" if decision.reason else ""
    return f"{_VERDICTS[decision.outcome]} ({wording.day(decision.date)}){reason}"
