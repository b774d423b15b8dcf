"""Errors as RFC 9457 problems, with a French `detail`; nothing of a request's content is repeated in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError, IntegrityError
from starlette.exceptions import HTTPException
from structlog import get_logger
from structlog.contextvars import get_contextvars

from ptce_match.errors import PtceError, UnknownIdError
from ptce_match.tables import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEDIA_TYPE: Final = "application/problem+json"
_TITLES: Final = {
    400: "Demande mal formée",
    401: "Connexion nécessaire",
    403: "Demande refusée",
    404: "Introuvable",
    405: "Méthode non admise",
    409: "Conflit avec l'état présent",
    413: "Contenu trop gros",
    415: "Type de contenu non admis",
    422: "Valeurs à corriger",
    429: "Trop de demandes",
    500: "Erreur imprévue",
    503: "Service indisponible pour le moment",
}
_log = get_logger("service.problems")


class FieldProblem(BaseModel):
    """One value to correct."""

    field: str
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details; `errors` names each value to correct."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str | None = None
    errors: list[FieldProblem] = []


class ProblemError(Exception):
    """An answer that is an error on purpose; `detail` is a French sentence for the user."""

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status, self.detail, self.errors, self.headers = status, detail, tuple(errors), dict(headers or {})
        super().__init__(detail)


def not_found(what: str = "Cette ressource") -> ProblemError:
    """Return the answer for what is not there and for what one may not see alike."""
    return ProblemError(404, f"{what} n'existe pas, ou ne vous est pas ouverte.")


def conflict(detail: str) -> ProblemError:
    """Return the answer to a move that the present state forbids."""
    return ProblemError(409, detail)


def invalid(field: str, detail: str) -> ProblemError:
    """Return the answer to one value that cannot be used."""
    return ProblemError(422, detail, [FieldProblem(field=field, detail=detail)])


def problem_response(
    status: int, detail: str, errors: Sequence[FieldProblem] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the response that tells a problem."""
    problem = Problem(
        title=_TITLES.get(status, "Erreur"),
        status=status,
        detail=detail,
        request_id=get_contextvars().get("request_id"),
        errors=list(errors),
    )
    return JSONResponse(problem.model_dump(), status, dict(headers or {}), media_type=MEDIA_TYPE)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of a route for these problem statuses, for its OpenAPI description."""
    return {
        status: {"description": _TITLES[status], "model": Problem, "content": {MEDIA_TYPE: {}}} for status in statuses
    }


def install(app: FastAPI) -> None:
    """Make the application answer every error as a problem."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(PtceError, _on_library)
    app.add_exception_handler(IntegrityError, _on_integrity)
    app.add_exception_handler(DBAPIError, _on_database)
    app.add_exception_handler(Exception, _on_anything)


def _on_problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)  # noqa: S101 - how handlers are registered
    return problem_response(error.status, error.detail, error.errors, error.headers)


def _on_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    details = {
        404: "Cette adresse ne mène à rien.",
        405: "Cette adresse n'admet pas cette méthode.",
        413: "Le contenu envoyé dépasse la taille admise.",
        400: "La demande est mal formée : le corps n'a pas pu être lu.",
    }
    detail = details.get(error.status_code, str(error.detail))
    return problem_response(error.status_code, detail, headers=error.headers)


def _on_validation(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    from service.validation import sentences

    found = [FieldProblem(field=field, detail=detail) for field, detail in sentences(error.errors())]
    named = " ; ".join(f"{each.field} : {each.detail}" for each in found[:5])
    return problem_response(422, f"Des valeurs ne conviennent pas. {named}.", found)


def _on_library(_request: Request, error: Exception) -> JSONResponse:
    status = 404 if isinstance(error, UnknownIdError) else 422
    faults = error.faults if isinstance(error, TableError) else ()
    errors = [FieldProblem(field=f"{f.file}:{f.line or ''}:{f.column}", detail=str(f)) for f in faults[:200]]
    return problem_response(status, str(error), errors)


def _on_integrity(_request: Request, error: Exception) -> JSONResponse:
    _log.warning("integrity", error=type(getattr(error, "orig", error)).__name__)
    return problem_response(409, "Cette modification contredit des données présentes. Relisez-les puis recommencez.")


def _on_database(_request: Request, error: Exception) -> JSONResponse:
    # The statement and its values are people's data: only the kind of error goes to the log.
    _log.error("database", error=type(getattr(error, "orig", error)).__name__)
    return problem_response(
        503, "La base de données ne répond pas. Réessayez dans un instant.", headers={"Retry-After": "5"}
    )


def _on_anything(_request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected", exc_info=error)
    return problem_response(
        500,
        "Une erreur imprévue s'est produite. Réessayez ; si elle revient, transmettez request_id à l'équipe technique.",
    )
