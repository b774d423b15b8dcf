"""What can be done with needs; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.clock import local_day
from service.problems import conflict, invalid
from service.projects.models import Need
from service.registry import entries

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.needs.schemas import NeedChange, NewNeed
    from service.projects.models import Project

NEED: Final = entries.Kind(
    "need",
    "N",
    told=frozenset({"priority", "deadline", "mentors_wanted", "skills", "closed_at"}),
    read=frozenset({"text"}),
    blank=frozenset({"deadline"}),
    ended="closed_at",
    verbs=("close", "reopen"),
)


def create(session: Session, now: datetime, actor: Actor, project: Project, new: NewNeed) -> Need:
    """Enter a need of a project; its text is embedded in the background.

    Raises
    ------
    ProblemError
        The deadline has passed (422), or the project is archived (409).
    """
    if project.archived_at is not None:
        raise conflict("Ce projet est archivé : rétablissez-le avant de lui ajouter un besoin.")
    _check_deadline(new.deadline, now)
    need = Need(project_id=project.id, **entries.fresh(NEED, now), **new.model_dump())
    entries.enter(session, now, actor, NEED, need)
    return need


def change(session: Session, now: datetime, actor: Actor, need: Need, sent: NeedChange) -> None:
    """Change a need; a deadline that passed since it was entered may stay.

    Raises
    ------
    ProblemError
        The new deadline has passed (422).
    """
    values = entries.held(session, NEED, need, sent)
    if values.get("deadline") != need.deadline:
        _check_deadline(values.get("deadline"), now)
    entries.change(session, now, actor, NEED, need, values)


def close(session: Session, now: datetime, actor: Actor, need: Need, *, closed: bool) -> None:
    """Close a need, for which nobody is suggested from then on; or open it again."""
    entries.set_aside(session, now, actor, NEED, need, ended=closed)


def _check_deadline(deadline: date | None, now: datetime) -> None:
    if deadline is not None and deadline < local_day(now):
        raise invalid("deadline", "cette échéance est déjà passée : donnez une date à venir, ou aucune")
