"""What can be done with conflicts of interest; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.conflicts import repository
from service.conflicts.models import Conflict
from service.database.base import new_id
from service.mentors import repository as mentors
from service.problems import conflict, invalid
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.conflicts.schemas import NewConflict

CONFLICT: Final = entries.Kind("conflict", "K", told=frozenset({"party_id", "project_id", "other_party_id"}))


def declare(session: Session, now: datetime, actor: Actor, new: NewConflict) -> Conflict:
    """Note that two must not be brought together.

    A mentor declares their own conflicts only, and only with projects that they were asked for: others are not theirs
    to know about.

    Raises
    ------
    ProblemError
        Not exactly one other side is named, it is the party itself, or one of them is unknown (422); the same conflict
        is noted already (409).
    """
    _check_sides(new)
    if not actor.team:
        _check_own(session, actor, new)
    if not repository.is_party(session, new.party_id):
        raise invalid("party_id", "aucun bénévole, investisseur ou partenaire ne porte cet identifiant")
    if new.project_id is not None and not repository.is_project(session, new.project_id):
        raise invalid("project_id", "aucun projet ne porte cet identifiant")
    if new.other_party_id is not None and not repository.is_party(session, new.other_party_id):
        raise invalid("other_party_id", "aucun bénévole, investisseur ou partenaire ne porte cet identifiant")
    if repository.same(session, new.party_id, new.project_id, new.other_party_id) is not None:
        raise conflict("Ce conflit d'intérêts est déjà noté.")
    row = Conflict(id=new_id(CONFLICT.prefix), position=int(now.timestamp() * 1_000_000), **new.model_dump())
    entries.enter(session, now, actor, CONFLICT, row)
    return row


def delete(session: Session, now: datetime, actor: Actor, row: Conflict) -> None:
    """Take a conflict out: it was noted by mistake, or has ended."""
    entries.take_out(session, now, actor, CONFLICT, row)


def _check_sides(new: NewConflict) -> None:
    if (new.project_id is None) == (new.other_party_id is None):
        raise invalid("project_id", "donnez project_id ou other_party_id : l'un des deux, et un seul")
    if new.party_id == new.other_party_id:
        raise invalid("other_party_id", "personne n'est en conflit avec soi-même")


def _check_own(session: Session, actor: Actor, new: NewConflict) -> None:
    if new.party_id not in {mentor.id for mentor in mentors.of_person(session, actor.person_id)}:
        raise invalid("party_id", "vous déclarez vos propres conflits d'intérêts : donnez l'identifiant de votre fiche")
    if new.project_id is None or not repository.was_asked(session, new.party_id, new.project_id):
        raise invalid(
            "project_id",
            "donnez un projet pour lequel vous avez été sollicité ; pour tout autre cas, écrivez à l'équipe",
        )
