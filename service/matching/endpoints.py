"""Suggestions, kept as runs, and the free-text question that is kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from ptce_match.errors import UnknownIdError
from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.database.connection import reading
from service.matching import repository, runs
from service.matching.discretion import suggestion_view
from service.matching.models import Run, Shown
from service.matching.schemas import (
    NOBODY,
    AskForNeed,
    AskForProject,
    ExclusionView,
    FreeText,
    FreeTextView,
    ModelView,
    RankingView,
    RunSummary,
    RunView,
)
from service.matching.understanding import Understood
from service.paging import USUAL, After, Limit, Page
from service.problems import ProblemError, answers
from service.routing import Router
from service.skills.schemas import ReadingView, SkillName
from service.state import Reading, Service, Writing
from service.texts import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.matching.runs import AnyRanking

router = Router(tags=["matching"])

Found = TypeVar("Found")
Askers = Annotated[Actor, Allow(*TEAM, Role.OPERATIONAL_GROUP, Role.HOLDER, scope=Scope.MATCHING)]
Triers = Annotated[Actor, Allow(*TEAM, Role.OPERATIONAL_GROUP, scope=Scope.MATCHING)]
Team = Annotated[Actor, Allow(*TEAM, scope=Scope.MATCHING)]


@router.post("/needs/{need_id}/suggestions", status_code=201, responses=answers(409, 503))
def suggest_for_need(actor: Askers, service_: Service, session: Writing, need_id: Key, asked: AskForNeed) -> RunView:
    """Rank the mentors, or the partners, for a need, and keep what is shown."""
    # Looked up and ranked before this request writes: others need not wait for a ranking to end.
    with reading(service_.database) as before:
        need = runs.need_to_answer(before, actor, need_id)
    matcher = service_.matcher
    answer = _asked(lambda: matcher.answer(need_id, asked.kind, asked.k))
    run = runs.show(
        session,
        service_.clock(),
        actor,
        answer.ranking,
        asked.kind,
        need_id,
        need.project_id,
        asked.k,
        matcher.names,
        answer.understood,
    )
    return _fresh_view(actor, run, answer.ranking)


@router.post("/projects/{project_id}/suggestions", status_code=201, responses=answers(409, 503))
def suggest_for_project(
    actor: Team, service_: Service, session: Writing, project_id: Key, asked: AskForProject
) -> RunView:
    """Rank the investors for a project, and keep what is shown: for the animation team alone."""
    with reading(service_.database) as before:
        runs.project_to_fund(before, project_id)
    matcher = service_.matcher
    ranking: AnyRanking = _asked(lambda: matcher.investors(project_id, asked.k))
    run = runs.show(
        session, service_.clock(), actor, ranking, asked.kind, None, project_id, asked.k, matcher.names, Understood()
    )
    return _fresh_view(actor, run, ranking)


@router.get("/needs/{need_id}/runs")
def list_runs(
    actor: Askers, session: Reading, need_id: Key, after: After = None, limit: Limit = USUAL
) -> Page[RunSummary]:
    """List what was ranked for a need, newest first."""
    runs.visible_need(session, actor, need_id)
    return repository.runs_of_need(session, need_id, after, limit, lambda run: RunSummary(**_summary(run)))


@router.get("/runs/{run_id}")
def read_run(actor: Askers, session: Reading, run_id: Key) -> RunView:
    """Return a ranking as it was shown."""
    run = runs.visible_run(session, actor, run_id)
    return _run_view(actor, run, runs.rows_of(session, actor, run))


@router.post("/matching/free-text", responses=answers(503))
def free_text(actor: Triers, service_: Service, asked: FreeText) -> FreeTextView:
    """Rank mentors and partners for a need in free words; neither the text nor the answer is kept."""
    matcher = service_.matcher
    answer, names = matcher.free_text(asked.text, asked.place, asked.k, asked.skills), matcher.names
    return FreeTextView(
        place=answer.place,
        encoder=names.encoder,
        understood_as=list(answer.understood.read),
        said=list(answer.understood.said),
        mentors=_ranking_view(actor, answer.mentors, "mentor", names.mentors),
        partners=_ranking_view(actor, answer.partners, "partner", names.partners),
    )


@router.get("/matching/model", responses=answers(503))
def read_model(actor: Triers, service_: Service, session: Reading) -> ModelView:
    """Say which model and which weights make the answers, and how many texts still wait to be read."""
    del actor
    network = service_.matcher.network
    return ModelView(
        **service_.matcher.names._asdict(),
        reads_skills=service_.matcher.reads_skills,
        number_of_mentors=len(network.mentors),
        waiting_texts=repository.number_waiting(session),
    )


def _asked(ask: Callable[[], Found]) -> Found:
    try:
        return ask()
    except UnknownIdError as error:
        # It is in the registry: the engine reads the whole network again and will know it in a moment.
        raise ProblemError(
            503, "Le service relit le réseau. Réessayez dans quelques secondes.", headers={"Retry-After": "2"}
        ) from error


def _ranking_view(actor: Actor, ranking: AnyRanking, kind: str, ranker: str) -> RankingView:
    rows = _rows(ranking, kind)
    return RankingView(
        suggestions=[suggestion_view(actor, row, name) for row, name in rows],
        message=None if rows else NOBODY,
        threshold=ranking.threshold,
        ranker=ranker,
    )


def _fresh_view(actor: Actor, run: Run, ranking: AnyRanking) -> RunView:
    """Return a run that was made just now: nobody in it need be looked up again."""
    excluded = [
        ExclusionView(id=each.person.id, name=each.person.name, rule=each.rule, score=each.score)
        for each in ranking.excluded
    ]
    return _run_view(actor, run, _rows(ranking, run.kind, run.id), excluded if actor.team else None)


def _run_view(
    actor: Actor, run: Run, rows: list[tuple[Shown, str]], excluded: list[ExclusionView] | None = None
) -> RunView:
    return RunView(
        **_summary(run),
        suggestions=[suggestion_view(actor, row, name) for row, name in rows],
        excluded=excluded,
        message=None if rows else NOBODY,
        understood_as=[ReadingView(**each) for each in run.understood_as],
        said=[SkillName(**each) for each in run.said],
    )


def _rows(ranking: AnyRanking, kind: str, run_id: str = "") -> list[tuple[Shown, str]]:
    names = [suggestion.person.name for suggestion in ranking.suggestions]
    return list(zip(runs.shown_rows(ranking.suggestions, kind, run_id), names, strict=True))


def _summary(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in RunSummary.model_fields}
