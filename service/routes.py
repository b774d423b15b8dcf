"""Every router, each from its domain's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from service.mentors import endpoints as mentors
from service.problems import answers

if TYPE_CHECKING:
    from fastapi import FastAPI

_API = (mentors,)


def install(app: FastAPI) -> None:
    """Add every route to the application."""
    api = APIRouter(prefix="/api/v1", responses=answers(401, 404, 422))
    for domain in _API:
        api.include_router(domain.router)
    app.include_router(api)
