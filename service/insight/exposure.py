"""How suggestions and requests spread over the mentors, and who carries what."""

from __future__ import annotations

import math
from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from service.insight import acceptance
from service.insight.inequality import gini, top_share
from service.insight.period import Period
from service.insight.proportions import wilson
from service.insight.repository import kept, mentors
from service.insight.repository.mentors import Answers, Showings
from service.insight.schemas import Exposure, MentorActivity
from service.insight.suppression import FLOOR
from service.paging import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from service.insight.question import Question
    from service.insight.repository.mentors import MentorName

RECENT: Final = timedelta(days=90)
_TOP: Final = 0.1
_ASKED: Final = frozenset(f"mentor/{state}" for state in acceptance.ASKED_STATES)


def exposure(session: Session, question: Question) -> Exposure:
    """Return how suggestions and requests of a period spread over the mentors of today."""
    ids = [mentor.id for mentor in mentors.names(session, question.today)]
    showings = {each.mentor_id: each.needs for each in mentors.showings(session, question.period)}
    requests = mentors.requests(session, question.period)
    pairings = kept.by_label(session, question.period, "pairing").items()
    return Exposure.to(
        question,
        mentors=_told(question, len(ids)),
        **_spread(question, [showings.get(mentor, 0) for mentor in ids], "shown"),
        **_spread(question, [requests.get(mentor, 0) for mentor in ids], "asked"),
        erased_suggestions=_told(question, kept.by_label(session, question.period, "suggestion").get("mentor", 0)),
        erased_requests=_told(question, sum(number for label, number in pairings if label in _ASKED)),
    )


def _told(question: Question, number: int) -> int | None:
    return None if question.protected and 0 < number < FLOOR else number


def _spread(question: Question, numbers: Sequence[int], what: str) -> dict[str, float | int | None]:
    n, reached = len(numbers), sum(number > 0 for number in numbers)
    told: dict[str, float | int | None] = {
        what: reached,
        f"never_{what}": n - reached,
        f"never_{what}_share": round((n - reached) / n, 4) if n else None,
    }
    if question.protected and (0 < reached < FLOOR or 0 < n - reached < FLOOR):
        told = dict.fromkeys(told)
    several = not question.protected or reached >= FLOOR
    several_on_top = not question.protected or math.ceil(_TOP * n) >= FLOOR
    return told | {
        f"gini_{what}": _rounded(gini(numbers)) if several else None,
        f"top_{what}": _rounded(top_share(numbers, _TOP)) if several and several_on_top else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def activity(
    session: Session, question: Question, after: str | None = None, limit: int | None = None
) -> Page[MentorActivity]:
    """Return what mentors of today were shown and asked within a period, and carry now; by identifier.

    Parameters
    ----------
    after : str or None
        The identifier that the page begins behind.
    limit : int or None
        How many mentors; None for all.
    """
    everybody = mentors.names(session, question.today)
    start = 0 if after is None else bisect_right(everybody, after, key=lambda mentor: mentor.id)
    shown = everybody[start:] if limit is None else everybody[start : start + limit]
    only = None if limit is None else [mentor.id for mentor in shown]
    showings = {each.mentor_id: each for each in mentors.showings(session, question.period, only)}
    answers = {each.mentor_id: each for each in mentors.answers(session, question.period, only)}
    recent = mentors.requests(session, Period(question.today - RECENT), only)
    loads = mentors.loads(session)
    items = [
        _activity(
            mentor,
            showings.get(mentor.id, Showings(mentor.id)),
            answers.get(mentor.id, Answers(mentor.id)),
            recent.get(mentor.id, 0),
            loads.get(mentor.id, 0),
        )
        for mentor in shown
    ]
    more = limit is not None and start + limit < len(everybody)
    return Page[MentorActivity](items=items, next=shown[-1].id if more else None)


def _activity(mentor: MentorName, shown: Showings, answers: Answers, recent: int, load: int) -> MentorActivity:
    # Numbers that this program has just counted: checking them again would take longer than counting.
    return MentorActivity.model_construct(
        id=mentor.id,
        name=mentor.name,
        shown=shown.needs,
        shown_first=shown.first,
        asked=answers.asked,
        accepted=answers.accepted,
        declined=answers.declined,
        expired=answers.expired,
        pending=answers.pending,
        accepted_of_answers=wilson(answers.accepted, answers.accepted + answers.declined),
        asked_recently=recent,
        load=load,
        capacity=mentor.capacity,
    )
