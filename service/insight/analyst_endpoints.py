"""`/training-rows` and `/insight/mentors`: data for analysts, row by row under pseudonyms."""

from __future__ import annotations

from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.clock import local_day
from service.insight import analyst
from service.insight.pseudonyms import Pseudonyms
from service.insight.schemas import PseudonymousMentor, PseudonymousRow
from service.insight.spreadsheet import CSV_ANSWER, Form, WantedForm, csv_response
from service.paging import USUAL, After, Limit, Page
from service.state import Reading, Service

router = APIRouter(tags=["insight"])

Analyst = Annotated[Actor, Allow(Role.ANALYST, Role.ADMIN, scope=Scope.TRAINING)]
Item = TypeVar("Item", bound=BaseModel)


@router.get("/training-rows", response_model=Page[PseudonymousRow], responses=CSV_ANSWER)
def list_training_rows(
    _actor: Analyst,
    request: Request,
    session: Reading,
    service_: Service,
    form: WantedForm,
    after: After = None,
    limit: Limit = USUAL,
) -> Page[PseudonymousRow] | Response:
    """Suggestions jugées, pour apprendre à mieux classer.

    Une ligne par rapprochement arrivé à une issue : signaux et score au moment de l'affichage, position, modèle, issue,
    motif, notes. Pseudonymes stables dans une installation à la place des identifiants, semaines à la place des dates,
    aucun texte. En CSV, l'en-tête Link donne la page suivante.
    """
    names = Pseudonyms(service_.settings.secret_key)
    page = analyst.training_rows(session, names, after, limit)
    return _told(form, request, page, PseudonymousRow, "apprentissage")


@router.get("/insight/mentors", response_model=Page[PseudonymousMentor], responses=CSV_ANSWER)
def list_pseudonymous_mentors(
    _actor: Analyst,
    request: Request,
    session: Reading,
    service_: Service,
    form: WantedForm,
    after: After = None,
    limit: Limit = USUAL,
) -> Page[PseudonymousMentor] | Response:
    """Bénévoles d'aujourd'hui sous pseudonyme.

    Statut, département, compétences, secteurs, tranches d'heures et de capacité ; aucun texte, aucun nom. Un département
    ou une compétence que moins de 5 personnes ont en commun n'apparaît pas.
    """
    names = Pseudonyms(service_.settings.secret_key)
    page = analyst.mentor_rows(session, local_day(service_.clock()), names, after, limit)
    return _told(form, request, page, PseudonymousMentor, "benevoles")


def _told(form: Form, request: Request, page: Page[Item], kind: type[Item], name: str) -> Page[Item] | Response:
    if form is Form.JSON:
        return page
    following = None
    if page.next is not None:
        following = f"{request.url.path}?{urlencode(dict(request.query_params) | {'after': page.next})}"
    return csv_response(page.items, kind, name, following)
