"""The search for candidates in PostgreSQL (pgvector), to which the ranking of a large network is restricted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sqlalchemy as sa
from pgvector import HalfVector
from sqlmodel import col

from service.database.connection import reading, writing
from service.matching.models import DIMENSION, MentorVector
from service.matching.texts import Embedded
from service.mentors.models import Mentor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Engine

    from ptce_match import Matcher
    from ptce_match.matcher import Query


FROM: Final = 8000
"""Mentors of a network from which on the search is used; below, comparing with everybody is faster and misses nobody."""
WHOLES: Final = 800
"""Candidates by their whole profile."""
PASSAGES: Final = 400
"""Passages whose owners are candidates."""
_EF_SEARCH: Final = 800


def rows(database: Engine, matcher: Matcher, query: Query, k: int) -> NDArray[np.int64] | None:
    """Return the rows of the pool that may be among the best `k` for a query, None for everybody.

    Those who have worked with the project are always among them: what was lived together weighs more than likeness.
    """
    pool = matcher.mentor_matcher.pool
    if database.dialect.name != "postgresql" or len(pool) < FROM or 4 * k > WHOLES:
        return None
    if len(query.vector) != DIMENSION or not query.vector.any():
        return None
    found = _nearest(database, matcher.encoder.model_id, query.vector)
    if query.project is not None:
        found |= {decision.mentor_id for decision in pool.decisions.get(query.project.id, ())}
    return np.array(sorted(pool.row[key] for key in found if key in pool.row), dtype=np.int64)


def _nearest(database: Engine, model_id: str, vector: NDArray[np.float32]) -> set[str]:
    asked = HalfVector(vector)
    nearest = sa.select(col(MentorVector.mentor_id)).order_by(_column().max_inner_product(asked))
    nearest = nearest.where(col(MentorVector.model) == model_id)
    with reading(database) as session:
        connection = session.connection()
        # For this transaction alone: how far the graph is walked, and that it is walked on until there are enough.
        connection.execute(sa.text(f"SET LOCAL hnsw.ef_search = {_EF_SEARCH}"))
        connection.execute(sa.text("SET LOCAL hnsw.iterative_scan = relaxed_order"))
        whole = connection.scalars(nearest.where(col(MentorVector.part) == 0).limit(WHOLES)).all()
        passages = connection.scalars(nearest.where(col(MentorVector.part) > 0).limit(PASSAGES)).all()
    return {*whole, *passages}


def keep(database: Engine, model_id: str, made: Sequence[Embedded]) -> set[str]:
    """Put mentors' vectors in the place of their former ones; return whose could not be written now.

    Somebody else changes those mentors at this moment: nobody waits for them here, so that nobody waits in a circle.
    """
    if database.dialect.name != "postgresql" or not made or made[0].vectors.shape[1] != DIMENSION:
        return set()
    asked = {each.mentor_id for each in made}
    with writing(database) as session:
        connection = session.connection()
        hold = sa.select(col(Mentor.id)).where(col(Mentor.id).in_(asked))
        held = set(connection.scalars(hold.with_for_update(read=True, key_share=True, skip_locked=True)))
        connection.execute(sa.delete(MentorVector).where(col(MentorVector.mentor_id).in_(held)))
        values = [
            {"mentor_id": each.mentor_id, "part": part, "model": model_id, "vector": vector}
            for each in made
            if each.mentor_id in held
            for part, vector in enumerate(each.vectors)
        ]
        if values:
            connection.execute(sa.insert(MentorVector), values)
    return asked - held


def _column() -> Any:
    return MentorVector.__table__.c.vector  # type: ignore[attr-defined]
