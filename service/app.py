"""Putting the service together: main -> app -> routes -> one folder a domain."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI

from ptce_match import __version__
from service import problems, routes
from service.access.sightings import Sightings
from service.clock import utc_now
from service.database import migrate
from service.database.connection import open_database
from service.jobs.worker import Worker
from service.matching.live import LiveMatcher
from service.operations.requests import RequestLog
from service.security.headers import SecurityHeaders
from service.security.limits import TooLargeIsAProblem
from service.security.origin import OwnOriginOnly
from service.security.rates import Rates
from service.state import State

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

    from ptce_match.encoder import Encoder
    from service.clock import Clock
    from service.settings import Settings

_DESCRIPTION = (
    "Registre et rapprochements d'un pôle territorial de coopération économique. Le service suggère et explique ; "
    "une personne décide. Connexion par session (pages) ou par jeton `Authorization: Bearer` (programmes)."
)
_BODY_BYTES = 512 * 1024


def create_app(settings: Settings, *, encoder: Encoder | None = None, clock: Clock = utc_now) -> FastAPI:
    """Return the application.

    Parameters
    ----------
    settings : Settings
    encoder : Encoder or None
        Gives the vectors; the encoder in the repository, with its vectors kept in the database, by default.
    clock : callable
        Gives the present moment.
    """
    return assemble(open_state(settings, encoder=encoder, clock=clock))


def open_state(settings: Settings, *, encoder: Encoder | None = None, clock: Clock = utc_now) -> State:
    """Return the parts of a service, connected to each other; the parameters are those of `create_app`."""
    database = open_database(settings.database, pool_size=settings.threads + 4)
    matcher = LiveMatcher(database, encoder, demo=settings.demo, clock=clock)
    sightings = Sightings()
    return State(
        settings=settings,
        database=database,
        clock=clock,
        matcher=matcher,
        worker=Worker.standard(settings, database, clock, matcher, sightings),
        rates=Rates(settings),
        sightings=sightings,
    )


def assemble(state: State) -> FastAPI:
    """Return the application around the parts of a service."""
    app = _Guarded(
        title="PTCE Match",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        max_body_size=_BODY_BYTES,
        redirect_slashes=False,
    )
    app.state.service = state
    problems.install(app)
    routes.install(app)
    return app


class _Guarded(FastAPI):
    """Puts our own layers around those of the framework, whose answers (a crash, a body too big) are answers too."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return the layers, the one that a request meets first outermost."""
        settings: Settings = self.state.service.settings
        app: ASGIApp = TooLargeIsAProblem(super().build_middleware_stack())
        app = OwnOriginOnly(app, base_url=settings.base_url)
        app = SecurityHeaders(app, secure=settings.secure)
        return RequestLog(app)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: State = app.state.service
    anyio.to_thread.current_default_thread_limiter().total_tokens = state.settings.threads
    await anyio.to_thread.run_sync(migrate.upgrade, state.database)
    if state.settings.worker:
        state.worker.start()
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(state.worker.stop)
        state.database.dispose()
