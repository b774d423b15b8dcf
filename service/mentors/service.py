"""What can be done with mentors; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.audit import log
from service.changes import feed
from service.database.base import new_id
from service.matching import queue
from service.mentors.models import Mentor
from service.people import service as people
from service.places import placed
from service.problems import invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.mentors.schemas import MentorChange, NewMentor

_TEXTS: Final = frozenset({"profile", "refusals", "tags"})


def create(session: Session, now: datetime, actor: Actor, new: NewMentor) -> Mentor:
    """Enter a mentor into the registry.

    Raises
    ------
    ProblemError
        The person is under 18, or is neither named nor known (422).
    """
    if not new.adult:
        raise invalid("adult", "Il faut avoir 18 ans révolus pour accompagner un projet")
    person = people.known_or_new(session, now, actor, new.person_id, new.name, new.email, new.phone)
    person.adult = True
    place = placed(new.commune, new.postal_code)
    mentor = Mentor(
        id=new_id("B"),
        person_id=person.id,
        position=int(now.timestamp() * 1_000_000),
        commune=place.commune,
        postal_code=place.postal_code,
        insee=place.insee,
        created_at=now,
        updated_at=now,
        **new.model_dump(
            mode="json", exclude={"person_id", "name", "email", "phone", "adult", "commune", "postal_code"}
        ),
    )
    session.add(mentor)
    session.flush()
    feed.tell(session, ("mentor", mentor.id))
    queue.embed(session, now, "mentor", mentor.id)
    log.record(session, now, actor, "mentor.create", "mentor", mentor.id)
    return mentor


def change(session: Session, now: datetime, actor: Actor, mentor: Mentor, new: MentorChange) -> Mentor:
    """Change a mentor; new texts are embedded in the background."""
    values = new.model_dump(mode="python", exclude_unset=True)
    never_empty = set(values) - {"remote", "paused_until"}
    if empty := sorted(name for name in never_empty if values[name] is None):
        raise invalid(empty[0], "une valeur est attendue ; laissez le champ de côté pour ne rien changer")
    if {"commune", "postal_code"} & set(values):
        place = placed(values.get("commune", mentor.commune), values.get("postal_code", mentor.postal_code))
        values |= {"commune": place.commune, "postal_code": place.postal_code, "insee": place.insee}
    before = {name: getattr(mentor, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    if not changed:
        return mentor
    for name, value in changed.items():
        setattr(mentor, name, value)
    mentor.updated_at = now
    session.add(mentor)
    feed.tell(session, ("mentor", mentor.id))
    if _TEXTS & set(changed):
        queue.embed(session, now, "mentor", mentor.id)
    told = {"radius_km", "hours_per_month", "capacity", "paused_until", "status", "remote"}
    log.record(
        session,
        now,
        actor,
        "mentor.change",
        "mentor",
        mentor.id,
        {name: before[name] for name in changed if name in told},
        {name: value if name in told else "changed" for name, value in changed.items()},
    )
    return mentor
