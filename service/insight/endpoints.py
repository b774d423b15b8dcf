"""`/insight`: what the network can learn about itself, as JSON or as a file for a spreadsheet program."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.insight import acceptance, coverage, exposure, follow_rate, funding, shortages, waiting
from service.insight.labels import CoverageBy, FundingBy, ShortageBy
from service.insight.period import Since, Until, asked_period
from service.insight.question import During, Now, Question
from service.insight.schemas import (
    Acceptance,
    Coverage,
    CoverageRow,
    Exposure,
    FollowRate,
    FundingGaps,
    FundingRow,
    MentorActivity,
    OutcomeRow,
    ShortageRow,
    Shortages,
    Waiting,
    WaitingRow,
)
from service.insight.spreadsheet import CSV_ANSWER, Form, WantedForm, answered, csv_response
from service.paging import USUAL, After, Limit, Page
from service.state import Reading, Service

router = APIRouter(prefix="/insight", tags=["insight"])


@router.get("/coverage", response_model=Coverage, responses=CSV_ANSWER)
def read_coverage(
    session: Reading,
    question: During,
    form: WantedForm,
    by: Annotated[
        CoverageBy, Query(description="skill : compétence ; commune ; sector : secteur.")
    ] = CoverageBy.SECTOR,
) -> Coverage | Response:
    """Couverture des besoins.

    Compte les besoins entrés au registre pendant la période, une fois chacun : un bénévole a accepté (table des
    décisions et rapprochements) ; sinon le dernier classement enregistré avait quelqu'un au-dessus de son seuil ; sinon
    il n'avait personne ; sinon aucun classement n'a été enregistré. La compétence d'un besoin est celle qui pèse le plus
    parmi les personnes que le dernier classement lui a trouvées. Les besoins effacés ne sont comptés qu'à part.
    """
    found = coverage.coverage(session, question, by)
    total = [] if found.total is None else [found.total]
    return answered(form, found, [*found.rows, *total], CoverageRow, f"couverture-{by}")


@router.get("/waiting-times", response_model=Waiting, responses=CSV_ANSWER)
def read_waiting_times(session: Reading, question: During, form: WantedForm) -> Waiting | Response:
    """Temps d'attente, étape par étape.

    Du besoin à la première demande, de la demande à la réponse, du oui à l'accord des deux, de l'accord à la première
    rencontre ; pour ce qui a commencé pendant la période. Ce qui est encore ouvert, ou a été abandonné, compte comme
    « plus long que cela » (estimation de Kaplan-Meier) : les lents ne sont pas oubliés. Vide : trop d'attentes encore
    ouvertes pour le dire. Un besoin importé commence à attendre le jour de l'import.
    """
    found = waiting.waiting(session, question)
    return answered(form, found, found.rows, WaitingRow, "attentes")


@router.get("/acceptance/team", response_model=Acceptance, responses=CSV_ANSWER)
def read_team_acceptance(session: Reading, question: During, form: WantedForm) -> Acceptance | Response:
    """Ce que l'équipe fait des suggestions de bénévoles.

    Compte les suggestions retenues ou écartées pendant la période, et les motifs d'écart. Les remplaçants en réserve et
    ce qui a été retiré avant toute réponse ne comptent pas. Intervalles de Wilson à 95 %. Ce qui a été effacé depuis est
    ajouté, au mois près, sans son motif.
    """
    found = acceptance.by_team(session, question)
    return answered(form, found, [*found.outcomes, *found.reasons], OutcomeRow, "acceptation-equipe")


@router.get("/acceptance/mentors", response_model=Acceptance, responses=CSV_ANSWER)
def read_mentor_acceptance(session: Reading, question: During, form: WantedForm) -> Acceptance | Response:
    """Ce que les bénévoles répondent.

    Compte les demandes envoyées pendant la période : acceptées, refusées (par motif), restées sans réponse, en attente,
    retirées avant la réponse. Intervalles de Wilson à 95 %. Ce qui a été effacé depuis est ajouté, au mois près, sans
    son motif.
    """
    found = acceptance.by_mentors(session, question)
    return answered(form, found, [*found.outcomes, *found.reasons], OutcomeRow, "acceptation-benevoles")


@router.get("/exposure", response_model=Exposure, responses=CSV_ANSWER)
def read_exposure(session: Reading, question: During, form: WantedForm) -> Exposure | Response:
    """Répartition des suggestions et des demandes entre les bénévoles d'aujourd'hui.

    Une suggestion compte une fois par besoin, même montrée plusieurs fois. Gini : 0 si chacun est suggéré autant, près
    de 1 si une seule personne l'est. Les 10 % les plus suggérés sont arrondis au-dessus.
    """
    found = exposure.exposure(session, question)
    return answered(form, found, [found], Exposure, "exposition")


@router.get("/by-mentor", response_model=Page[MentorActivity], responses=CSV_ANSWER)
def read_by_mentor(
    _actor: Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.INSIGHT)],
    session: Reading,
    service_: Service,
    form: WantedForm,
    after: After = None,
    limit: Limit = USUAL,
    since: Since = None,
    until: Until = None,
) -> Page[MentorActivity] | Response:
    """Suggestions, demandes, réponses et charge de chaque bénévole, pour l'équipe seulement.

    Suggestions et demandes de la période ; charge et demandes des 90 derniers jours à ce jour. En CSV, tout le monde
    dans un seul fichier.
    """
    question = Question(service_.clock(), protected=False, period=asked_period(since, until))
    if form is Form.CSV:
        return csv_response(exposure.activity(session, question).items, MentorActivity, "par-benevole")
    return exposure.activity(session, question, after, limit)


@router.get("/shortages", response_model=Shortages, responses=CSV_ANSWER)
def read_shortages(
    session: Reading,
    question: Now,
    form: WantedForm,
    by: Annotated[ShortageBy, Query(description="skill : compétence ; commune.")] = ShortageBy.SKILL,
) -> Shortages | Response:
    """Besoins qui attendent quelqu'un aujourd'hui, et bénévoles qui ont de la place.

    Besoins ouverts auxquels il manque encore des bénévoles, face aux bénévoles ni en pause ni complets : par compétence,
    ceux qui portent cette étiquette ; par commune, ceux qui s'y déplacent ou accompagnent à distance. Les étiquettes
    sont larges et souvent incomplètes : une étiquette sans place libre est un manque probable, des places libres ne
    prouvent pas que quelqu'un convient. Le meilleur score enregistré dit si la personne la plus proche l'est vraiment.
    """
    found = shortages.shortages(session, question, by)
    total = [] if found.total is None else [found.total]
    return answered(form, found, [*found.rows, *total], ShortageRow, f"manques-{by}")


@router.get("/follow-rate", response_model=FollowRate, responses=CSV_ANSWER)
def read_follow_rate(session: Reading, question: During, form: WantedForm) -> FollowRate | Response:
    """Combien de fois l'équipe retient la première suggestion.

    Compte les classements de bénévoles sur lesquels l'équipe a décidé pendant la période ; les remplaçants ne comptent
    pas. Une alerte apparaît si, sur les 50 dernières décisions (20 au moins), la première suggestion a été retenue neuf
    fois sur dix ou plus, avec un délai médian de moins d'une minute.
    """
    found = follow_rate.follow_rate(session, question)
    return answered(form, found, [found], FollowRate, "premiere-suggestion")


@router.get("/funding-gaps", response_model=FundingGaps, responses=CSV_ANSWER)
def read_funding_gaps(
    session: Reading,
    question: Now,
    form: WantedForm,
    by: Annotated[FundingBy, Query(description="stage : étape ; sector : secteur ; commune.")] = FundingBy.STAGE,
) -> FundingGaps | Response:
    """Argent recherché, obtenu et restant à trouver par les projets d'aujourd'hui.

    Sommes des projets non archivés qui cherchent un financement. Ce qui reste se compte projet par projet : un projet
    qui a obtenu plus que demandé ne comble pas le manque d'un autre.
    """
    found = funding.funding_gaps(session, question, by)
    total = [] if found.total is None else [found.total]
    return answered(form, found, [*found.rows, *total], FundingRow, f"financement-{by}")
