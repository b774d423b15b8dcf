"""Every router, each from its domain's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.staticfiles import StaticFiles

from service.accounts import endpoints as accounts
from service.audit import endpoints as audit
from service.collectives import endpoints as collectives
from service.conflicts import endpoints as conflicts
from service.decisions import endpoints as decisions
from service.exchange import endpoints as exchange
from service.exchange.uploads import ROOM
from service.insight import analyst_endpoints as analyst
from service.insight import endpoints as insight
from service.investors import endpoints as investors
from service.jobs import endpoints as jobs
from service.matching import endpoints as matching
from service.meetings import endpoints as meetings
from service.mentors import endpoints as mentors
from service.needs import endpoints as needs
from service.operations import health, metrics
from service.pages import documentation
from service.pages import endpoints as pages
from service.pages.render import FOLDER
from service.pairings import endpoints as pairings
from service.partners import endpoints as partners
from service.people import endpoints as people
from service.privacy import endpoints as privacy
from service.problems import answers
from service.projects import endpoints as projects
from service.skills import endpoints as skills

if TYPE_CHECKING:
    from fastapi import FastAPI

_API = (
    accounts,
    mentors,
    jobs,
    pairings,
    meetings,
    people,
    projects,
    needs,
    investors,
    partners,
    collectives,
    conflicts,
    decisions,
    privacy,
    insight,
    analyst,
    audit,
    exchange,
    matching,
    skills,
)


def install(app: FastAPI) -> None:
    """Add every route to the application."""
    # Asked most often, and first of all: nothing of the API has to be made ready for them.
    app.include_router(health.router)
    app.include_router(metrics.router)
    # Straight into the application: each router in between would have all its routes built once more at the start.
    api: dict[str, Any] = {"prefix": "/api/v1", "responses": answers(401, 404, 422)}
    for domain in _API:
        app.include_router(domain.router, **api)
    upload_bytes = app.state.service.settings.upload_megabytes << 20
    app.include_router(exchange.uploads, **api, max_body_size=upload_bytes + ROOM)
    app.include_router(pages.router)
    documentation.install(app)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
