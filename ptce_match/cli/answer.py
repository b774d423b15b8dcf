"""What `suggest` answers, as a JSON document and as text for the animation team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ptce_match.cli.output import print_entry, print_text
from ptce_match.explanation import wording

if TYPE_CHECKING:
    from rich.console import Console

    from ptce_match.matcher import InvestorSuggestion, MentorSuggestion, PartnerSuggestion, Query, Ranking
    from ptce_match.network import Project
    from ptce_match.ranker import Weights
    from ptce_match.skills import Reading

NOBODY: Final = "Aucune correspondance satisfaisante"
_SHOWN_EXCLUSIONS: Final = 3


@dataclass(frozen=True, slots=True)
class AnsweredNeed:
    """One need, whom the network has for it, and the fine skills that it was taken to be about."""

    query: Query
    mentors: Ranking[MentorSuggestion]
    partners: Ranking[PartnerSuggestion]
    understood: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that one call of `suggest` found, and which model and weights found it."""

    project: Project | None
    needs: tuple[AnsweredNeed, ...]
    investors: Ranking[InvestorSuggestion] | None
    encoder: str
    ranker: Weights


def as_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as a JSON document; scores and values have four decimals, sentences are French."""
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
        "place": answered.query.place or None,
        "understood_as": [
            {"id": skill.id, "name": skill.name, "probability": round(probability, 4)}
            for skill, probability in answered.understood
        ],
        "said": [{"id": skill.id, "name": skill.name} for skill in answered.query.skills],
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
        form = project.legal_form or "pas encore choisi"
        where = f", {project.commune}" if project.commune else ""
        print_text(console, f"{project.title} ({project.id}{where})", "bold")
        print_text(console, f"Étape : {project.stage} · statut : {form}", "dim")
    if not answer.needs:
        console.print()
        print_text(console, "Ce projet n'a aucun besoin enregistré.", "yellow")
    for answered in answer.needs:
        console.print()
        print_text(console, f"{_heading(answered.query)} : {wording.quoted(answered.query.text)}", "bold")
        _print_understood(answered, console)
        _print_ranking("Bénévoles", answered.mentors, console)
        if answered.partners.suggestions:
            _print_ranking("Partenaires", answered.partners, console)
    if answer.investors is not None:
        console.print()
        print_text(console, "Financement (réservé à l'équipe d'animation)", "bold")
        _print_ranking("Investisseurs", answer.investors, console)
    console.print()
    closing = "L'outil suggère, une personne décide. Le score n'est pas une note de la personne."
    print_text(console, closing, "dim italic")


def _heading(query: Query) -> str:
    if query.need is not None:
        return f"Besoin {query.need.id}, priorité {query.need.priority}"
    # The place is shown as it was understood: « st jean d angely » is Saint-Jean-d'Angély.
    return f"Besoin ({query.place})" if query.place else "Besoin"


def _print_understood(answered: AnsweredNeed, console: Console) -> None:
    """Write what the need was taken to be about, so that a wrong reading can be seen and put right."""
    said = ", ".join(skill.name for skill in answered.query.skills)
    if said:
        useless = (
            "" if answered.understood else " (sans effet : aucun lecteur de compétences ne va avec ce modèle de texte)"
        )
        print_text(console, f"Dit par vous : {said}{useless}", "dim", indent="  ")
    elif answered.understood:
        read = ", ".join(f"{skill.name} ({wording.percent(sure)})" for skill, sure in answered.understood)
        print_text(console, f"Besoin compris comme : {read}", "dim", indent="  ")


def _print_ranking(
    title: str,
    ranking: Ranking[MentorSuggestion] | Ranking[InvestorSuggestion] | Ranking[PartnerSuggestion],
    console: Console,
) -> None:
    if not ranking.suggestions:
        print_text(console, f"{title} : {NOBODY[0].lower()}{NOBODY[1:]}.", "yellow", indent="  ")
    else:
        print_text(console, title, "cyan", indent="  ")
    for suggestion in ranking.suggestions:
        _print_suggestion(suggestion, console)
    for excluded in ranking.excluded[:_SHOWN_EXCLUSIONS]:
        print_text(console, f"Écarté : {excluded.person.name} ({excluded.person.id}), {excluded.rule}", "dim", "  ")
    more = len(ranking.excluded) - _SHOWN_EXCLUSIONS
    if more > 0:
        others = wording.plural(more, "autre écarté", "autres écartés")
        print_text(console, f"Et {others} ; --json donne la liste entière.", "dim", "  ")


def _print_suggestion(suggestion: MentorSuggestion | InvestorSuggestion | PartnerSuggestion, console: Console) -> None:
    person = suggestion.person
    where = f", {person.commune}" if person.commune else ""
    print_entry(console, wording.percent(suggestion.score), f"{person.name} ({person.id}{where})", "bold")
    for reason in suggestion.reasons:
        print_entry(console, "+", reason, "green")
    for reservation in suggestion.reservations:
        print_entry(console, "–", reservation, "yellow")
    if suggestion.counterfactual:
        print_entry(console, "", suggestion.counterfactual, "dim")
