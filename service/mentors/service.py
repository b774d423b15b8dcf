"""What can be done with mentors; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.mentors import repository
from service.mentors.models import Mentor
from service.people import service as people
from service.people.repository import hold
from service.people.schemas import NamedPerson
from service.places import placed
from service.problems import conflict, invalid
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.mentors.schemas import MentorChange, NewMentor

MENTOR: Final = entries.Kind(
    "mentor",
    "B",
    told=frozenset(
        {"status", "radius_km", "hours_per_month", "capacity", "sectors", "remote", "paused_until", "archived_at"}
    ),
    read=frozenset({"profile", "refusals", "tags"}),
    blank=frozenset({"remote", "paused_until"}),
)


def create(session: Session, now: datetime, actor: Actor, new: NewMentor) -> Mentor:
    """Enter a mentor into the registry: somebody whom the team names, or the actor in person.

    Raises
    ------
    ProblemError
        The person is under 18, or is neither named nor known (422), or is a mentor already (409).
    """
    if not new.adult:
        raise invalid("adult", "il faut avoir 18 ans révolus pour accompagner un projet")
    person = people.contact_of(session, now, actor, new)
    hold(session, person.id)
    if repository.of_person(session, person.id):
        raise conflict("Cette personne est déjà inscrite comme bénévole : modifiez sa fiche, ou rétablissez-la.")
    person.adult = True
    described = new.model_dump(exclude={*NamedPerson.model_fields, "adult"})
    place = placed(new.commune, new.postal_code)._asdict()
    mentor = Mentor(person_id=person.id, **entries.fresh(MENTOR, now), **(described | place))
    entries.enter(session, now, actor, MENTOR, mentor)
    return mentor


def change(session: Session, now: datetime, actor: Actor, mentor: Mentor, new: MentorChange) -> Mentor:
    """Change a mentor; new texts are embedded in the background."""
    values = entries.held(session, MENTOR, mentor, new)
    entries.change(session, now, actor, MENTOR, mentor, values)
    return mentor


def archive(session: Session, now: datetime, actor: Actor, mentor: Mentor, *, archived: bool) -> None:
    """Set a mentor aside, whom nobody is brought together with from then on; or take one up again."""
    entries.set_aside(session, now, actor, MENTOR, mentor, ended=archived)
