"""Rankings that are asked for, shown and kept; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.audit import log
from service.database.base import new_id
from service.matching import repository
from service.matching.models import Run, Shown
from service.people import activity
from service.people.models import Person
from service.problems import conflict, not_found
from service.projects.models import Need, Project
from service.projects.ownership import acts_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlmodel import Session

    from ptce_match.matcher import InvestorSuggestion, MentorSuggestion, PartnerSuggestion, Ranking
    from service.access.actor import Actor
    from service.matching.live import ModelNames
    from service.matching.understanding import Understood

    AnyRanking = Ranking[MentorSuggestion] | Ranking[InvestorSuggestion] | Ranking[PartnerSuggestion]
    AnySuggestion = MentorSuggestion | InvestorSuggestion | PartnerSuggestion

INVESTOR = "investor"


def need_to_answer(session: Session, actor: Actor, need_id: str) -> Need:
    """Return a need for which the actor may ask for suggestions now.

    Raises
    ------
    ProblemError
        There is none, or it is not theirs (404); it is closed, or its holder objects to matching (409).
    """
    asked = repository.asked(session, need_id, None if _sees_all(actor) else _holding(actor))
    if asked is None:
        raise not_found("Ce besoin")
    if asked.need.closed_at is not None:
        raise conflict("Ce besoin est clos. Rouvrez-le s'il est de nouveau d'actualité.")
    _open(asked.archived_at, asked.objected_at)
    return asked.need


def project_to_fund(session: Session, project_id: str) -> Project:
    """Return a project for which investors may be looked for now; raises as `need_to_answer` does."""
    project = session.get(Project, project_id)
    if project is None:
        raise not_found("Ce projet")
    holder = session.get(Person, project.holder_id) if project.holder_id else None
    _open(project.archived_at, holder.objected_at if holder else None)
    return project


def visible_need(session: Session, actor: Actor, need_id: str) -> Need:
    """Return a need whose rankings the actor may see: the team, the operational group, its holders (else 404)."""
    need = session.get(Need, need_id)
    if need is None or not (_sees_all(actor) or acts_for(session, actor, need.project_id)):
        raise not_found("Ce besoin")
    return need


def visible_run(session: Session, actor: Actor, run_id: str) -> Run:
    """Return a run that the actor may see; those about investors are for the team alone (else 404)."""
    run = session.get(Run, run_id)
    if run is None or not (actor.team or run.kind != INVESTOR):
        raise not_found("Ce classement")
    if not (_sees_all(actor) or acts_for(session, actor, run.project_id)):
        raise not_found("Ce classement")
    return run


def show(
    session: Session,
    now: datetime,
    actor: Actor,
    ranking: AnyRanking,
    kind: str,
    need_id: str | None,
    project_id: str,
    k: int,
    names: ModelNames,
    understood: Understood,
) -> Run:
    """Keep a ranking as it is shown, with the model and the weights that made it, and what was understood."""
    run = Run(
        id=new_id("L"),
        kind=kind,
        position=int(now.timestamp() * 1_000_000),
        need_id=need_id,
        project_id=project_id,
        asked_by=actor.account_id,
        asked_at=now,
        encoder=names.encoder,
        ranker=getattr(names, f"{kind}s"),
        asked_for=k,
        threshold=ranking.threshold,
        best_score=ranking.best_score,
        understood_as=[each.model_dump() for each in understood.read],
        said=[each.model_dump() for each in understood.said],
    )
    session.add(run)
    session.flush()
    session.add_all(shown_rows(ranking.suggestions, kind, run.id))
    log.record(
        session, now, actor, "run.create", "run", run.id, after={"kind": kind, "shown": len(ranking.suggestions)}
    )
    if actor.person_id:
        activity.touch(session, actor.person_id, now)
    session.flush()
    return run


def shown_rows(suggestions: Iterable[AnySuggestion], kind: str, run_id: str) -> list[Shown]:
    """Return suggestions as the rows of a run."""
    return [
        Shown(run_id=run_id, position=position, **_values(each, kind))
        for position, each in enumerate(suggestions, start=1)
    ]


def rows_of(session: Session, actor: Actor, run: Run) -> list[tuple[Shown, str]]:
    """Return what a run showed, with full names; outside the team, without who left or objected since."""
    rows = repository.shown(session, run.id)
    return [(row, name) for row, name, present in rows if present or actor.team]


def _values(suggestion: AnySuggestion, kind: str) -> dict[str, Any]:
    return {
        f"{kind}_id": suggestion.person.id,
        "score": suggestion.score,
        "signals": {str(signal.name): signal.value for signal in suggestion.signals},
        "reasons": list(suggestion.reasons),
        "reservations": list(suggestion.reservations),
        "counterfactual": suggestion.counterfactual,
        "rests_on": [str(name) for name in suggestion.rests_on],
    }


def _sees_all(actor: Actor) -> bool:
    return actor.team or actor.has(Role.OPERATIONAL_GROUP)


def _holding(actor: Actor) -> str:
    """Return the person for whose own projects alone the actor may ask; "" is nobody's."""
    return actor.person_id if actor.has(Role.HOLDER) else ""


def _open(archived_at: datetime | None, objected_at: datetime | None) -> None:
    if archived_at is not None:
        raise conflict("Ce projet est archivé : personne ne peut plus lui être proposé.")
    if objected_at is not None:
        raise conflict("Le porteur de ce projet s'est opposé aux rapprochements.")
