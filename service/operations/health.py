"""`/health/live` and `/health/ready`: for whoever, or whatever, watches over the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from service.access.permission import anybody
from service.database import migrate
from service.problems import FieldProblem, problem_response
from service.state import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.state import State

# Outside /api/v1 and its description: these are for the machine room, and keep their addresses for ever.
router = APIRouter(prefix="/health", tags=["operations"], include_in_schema=False)


class Health(BaseModel):
    """All is well."""

    status: str = "ok"


@router.get(
    "/live", dependencies=[anybody("tells only that the process answers; asked by supervisors without account")]
)
def live() -> Health:
    """Say that the process answers: nothing else is looked at, so that a slow database does not get it killed."""
    return Health()


@router.get(
    "/ready",
    dependencies=[anybody("tells only which part is not ready yet; asked by reverse proxies without account")],
    response_model=Health,
)
def ready(service_: Service) -> Health | Response:
    """Say that requests can be answered, or (503) which part is missing."""
    missing = list(_missing(service_))
    if not missing:
        return Health()
    said = " ".join(each.detail for each in missing)
    return problem_response(503, f"Le service n'est pas prêt. {said}", missing, {"Retry-After": "1"})


def _missing(state: State) -> Iterator[FieldProblem]:
    try:
        revision, needed = migrate.current(state.database), migrate.newest()
    except SQLAlchemyError:
        yield FieldProblem(field="database", detail="La base de données ne répond pas.")
        return
    if revision != needed:
        told = revision or "aucune"
        yield FieldProblem(field="migrations", detail=f"Les tables sont à la révision {told}, attendu : {needed}.")
    if not state.matcher.ready:
        yield FieldProblem(field="engine", detail="Le moteur lit encore les textes du réseau.")
