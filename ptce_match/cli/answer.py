"""What `suggest` answers, as a JSON document and as text for the animation team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ptce_match.explanation import wording

if TYPE_CHECKING:
    from rich.console import Console

    from ptce_match.matcher import InvestorSuggestion, MentorSuggestion, PartnerSuggestion, Query, Ranking
    from ptce_match.network import Project
    from ptce_match.ranker import Weights

NOBODY = "Aucune correspondance satisfaisante"


@dataclass(frozen=True, slots=True)
class AnsweredNeed:
    """One need, and whom the network has for it."""

    query: Query
    mentors: Ranking[MentorSuggestion]
    partners: Ranking[PartnerSuggestion]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that one call of `suggest` found, and which model and weights found it."""

    project: Project | None
    needs: tuple[AnsweredNeed, ...]
    investors: Ranking[InvestorSuggestion] | None
    encoder: str
    ranker: Weights


def as_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as a JSON document (see the contract in docs/interfaces.md)."""
    project = answer.project
    return {
        "project": None if project is None else {"id": project.id, "title": project.title, "commune": project.commune},
        "needs": [_need_json(need) for need in answer.needs],
        "investors": None if answer.investors is None else _ranking_json(answer.investors),
        "model": {"encoder": answer.encoder, "ranker": f"{answer.ranker.name}-{answer.ranker.version}"},
    }


def _need_json(answered: AnsweredNeed) -> dict[str, Any]:
    need = answered.query.need
    return {
        "id": None if need is None else need.id,
        "text": answered.query.text,
        "mentors": _ranking_json(answered.mentors),
        "partners": _ranking_json(answered.partners),
    }


def _ranking_json(
    ranking: Ranking[MentorSuggestion] | Ranking[InvestorSuggestion] | Ranking[PartnerSuggestion],
) -> dict[str, Any]:
    return {
        "message": None if ranking.suggestions else NOBODY,
        "threshold": ranking.threshold,
        "suggestions": [
            {
                "id": suggestion.person.id,
                "name": suggestion.person.name,
                "score": round(suggestion.score, 4),
                "reasons": list(suggestion.reasons),
                "reservations": list(suggestion.reservations),
                "counterfactual": suggestion.counterfactual or None,
                "signals": [
                    {"name": s.name, "label": s.label, "value": round(s.value, 4), "evidence": s.evidence}
                    for s in suggestion.signals
                ],
            }
            for suggestion in ranking.suggestions
        ],
        "excluded": [
            {"id": excluded.person.id, "name": excluded.person.name, "rule": excluded.rule}
            for excluded in ranking.excluded
        ],
    }


def print_answer(answer: Answer, console: Console) -> None:
    """Write the answer for people to read."""
    if answer.project is not None:
        project = answer.project
        console.print(f"{project.title} ({project.id}, {project.commune})", style="bold")
        console.print(f"Étape : {project.stage} · statut : {project.legal_form or 'pas encore choisi'}", style="dim")
    for answered in answer.needs:
        need = answered.query.need
        head = "Besoin" if need is None else f"Besoin {need.id}, priorité {need.priority}"
        console.print()
        console.print(f"{head} : {wording.quoted(answered.query.text)}", style="bold")
        _print_ranking("Bénévoles", answered.mentors, console)
        if answered.partners.suggestions:
            _print_ranking("Partenaires", answered.partners, console)
    if answer.investors is not None:
        console.print()
        console.print("Financement (réservé à l'équipe d'animation)", style="bold")
        _print_ranking("Investisseurs", answer.investors, console)
    console.print()
    console.print(
        "L'outil suggère, une personne décide. Le score n'est pas une note de la personne.", style="dim italic"
    )


def _print_ranking(
    title: str,
    ranking: Ranking[MentorSuggestion] | Ranking[InvestorSuggestion] | Ranking[PartnerSuggestion],
    console: Console,
) -> None:
    from rich.padding import Padding
    from rich.table import Table

    if not ranking.suggestions:
        console.print(f"  {title} : {NOBODY[0].lower()}{NOBODY[1:]}.", style="yellow")
    else:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1), expand=True)
        table.add_column(width=5, justify="right")
        table.add_column(ratio=1)
        console.print(f"  {title}", style="cyan")
        for suggestion in ranking.suggestions:
            person = suggestion.person
            table.add_row(
                wording.percent(suggestion.score), f"{person.name} ({person.id}, {person.commune})", style="bold"
            )
            for reason in suggestion.reasons:
                table.add_row("+", reason, style="green")
            for reservation in suggestion.reservations:
                table.add_row("–", reservation, style="yellow")
            if suggestion.counterfactual:
                table.add_row("", suggestion.counterfactual, style="dim")
        console.print(Padding(table, (0, 0, 0, 2)))
    for excluded in ranking.excluded[:3]:
        console.print(f"  Écarté : {excluded.person.name} ({excluded.person.id}), {excluded.rule}", style="dim")
