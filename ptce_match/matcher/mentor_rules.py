"""The hard rules: who must not be suggested for a need, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.explanation import wording
from ptce_match.network import Outcome

if TYPE_CHECKING:
    from datetime import date

    from ptce_match.matcher.mentor_pool import MentorPool
    from ptce_match.matcher.query import Query
    from ptce_match.network import Decision, Network


def mentor_exclusions(network: Network, pool: MentorPool, query: Query, today: date) -> dict[int, str]:
    """Return the rows of the pool that a hard rule excludes, with the rule in French.

    The rules, the last one that holds being the one stated: no place left; on pause; already asked or at work on this
    need; a declared conflict of interest with the project.
    """
    excluded: dict[int, str] = {}
    for row in np.flatnonzero(pool.capacity - pool.active <= 0):
        excluded[int(row)] = _full(int(pool.capacity[row]), int(pool.active[row]))
    for row in np.flatnonzero(pool.paused_until >= today.toordinal()):
        paused_until = pool.mentors[row].paused_until
        if paused_until is not None:
            excluded[int(row)] = f"en pause jusqu'au {wording.day(paused_until)}"
    if query.project is not None:
        excluded |= _decided(pool, query)
        for conflict in network.conflicts:
            if conflict.project_id == query.project.id and conflict.person_id in pool.row:
                reason = f" : {conflict.reason}" if conflict.reason else ""
                excluded[pool.row[conflict.person_id]] = f"conflit d'intérêts déclaré avec ce projet{reason}"
    return excluded


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
