"""What can be done with projects; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from service.collectives import repository as collectives
from service.people import repository as people
from service.places import placed
from service.problems import invalid
from service.projects.models import Project
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.projects.schemas import NewProject, ProjectChange

PROJECT: Final = entries.Kind(
    "project",
    "P",
    told=frozenset(
        {"holder_id", "collective_id", "sector", "stage", "kind", "amount_sought", "amount_obtained", "archived_at"}
    ),
    read=frozenset({"title", "description"}),
    blank=frozenset({"holder_id", "collective_id", "sector", "kind"}),
)
# What was obtained counts in the network's figures, and who acts for a project decides about other people's access.
_FOR_THE_TEAM: Final = ("holder_id", "collective_id", "amount_obtained")


def create(session: Session, now: datetime, actor: Actor, new: NewProject) -> Project:
    """Enter a project into the registry; outside the team, one's own.

    Raises
    ------
    ProblemError
        There is no such holder or collective; or somebody outside the team enters a project for another person, for a
        collective that is not theirs, or with an amount obtained (422).
    """
    described = new.model_dump()
    if not actor.team:
        _own(session, actor, described)
        described["holder_id"] = actor.person_id
    _check_references(session, described)
    place = placed(new.commune, new.postal_code)._asdict()
    project = Project(**entries.fresh(PROJECT, now), **(described | place))
    entries.enter(session, now, actor, PROJECT, project)
    return project


def change(session: Session, now: datetime, actor: Actor, project: Project, sent: ProjectChange) -> None:
    """Change a project; new texts are embedded in the background.

    Raises
    ------
    ProblemError
        As `create`; holders change everything but who acts for the project and what was obtained (422).
    """
    values = entries.held(session, PROJECT, project, sent)
    changed = {name: value for name, value in values.items() if value != getattr(project, name)}
    if not actor.team:
        for name in _FOR_THE_TEAM:
            if name in changed:
                raise invalid(name, "seule l'équipe d'animation change cette valeur : écrivez-lui")
    _check_references(session, changed)
    entries.change(session, now, actor, PROJECT, project, changed)


def archive(session: Session, now: datetime, actor: Actor, project: Project, *, archived: bool) -> None:
    """Set a project aside, for which nobody is suggested from then on; or take one up again."""
    entries.set_aside(session, now, actor, PROJECT, project, ended=archived)


def _own(session: Session, actor: Actor, described: dict[str, Any]) -> None:
    if described["holder_id"] not in (None, actor.person_id):
        raise invalid("holder_id", "vous n'inscrivez que vos propres projets : laissez ce champ de côté")
    if described["amount_obtained"]:
        raise invalid("amount_obtained", "ce que le projet a obtenu est noté par l'équipe d'animation : écrivez-lui")
    collective_id = described["collective_id"]
    if collective_id is not None and collectives.member(session, collective_id, actor.person_id) is None:
        raise invalid("collective_id", "vous n'êtes membre d'aucun collectif qui porte cet identifiant")


def _check_references(session: Session, values: dict[str, Any]) -> None:
    holder_id, collective_id = values.get("holder_id"), values.get("collective_id")
    if holder_id is not None and people.find(session, holder_id) is None:
        raise invalid("holder_id", "aucune personne ne porte cet identifiant")
    if collective_id is not None and collectives.find(session, collective_id) is None:
        raise invalid("collective_id", "aucun collectif ne porte cet identifiant")
