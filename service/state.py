"""What one running service holds, and how a route reaches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from service.database.connection import reading, write_session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Engine

    from service.access.sightings import Sightings
    from service.clock import Clock
    from service.jobs.worker import Worker
    from service.matching.live import LiveMatcher
    from service.security.rates import Rates
    from service.settings import Settings


@dataclass(frozen=True)
class State:
    """The parts of a running service.

    Attributes
    ----------
    database : Engine
    clock : Clock
        Asked wherever the present moment matters.
    matcher : LiveMatcher
        The engine that follows the network.
    worker : Worker
        Work in the background; `worker.wake()` after something was queued.
    rates : Rates
        How often somebody tried.
    sightings : Sightings
        When sessions and tokens were last seen.
    """

    settings: Settings
    database: Engine
    clock: Clock
    matcher: LiveMatcher
    worker: Worker
    rates: Rates
    sightings: Sightings


# None of these waits for anything: run on the event loop, they spare each request changes of thread.
async def service_state(request: Request) -> State:
    """Return the state of the service that a request came to."""
    return state_of(request)


def state_of(request: Request) -> State:
    """Return the state of the service, for what is no route."""
    state: State = request.app.state.service
    return state


async def read_session(request: Request) -> AsyncIterator[Session]:
    """Give a session for a request that only reads; it connects with its first query, in the thread of the route."""
    with reading(state_of(request).database) as session:
        yield session


async def new_write_session(request: Request) -> AsyncIterator[Session]:
    """Give a session for a request that writes; the router commits it before the answer leaves, or rolls it back whole."""
    state = state_of(request)
    yield write_session(state.database)
    state.worker.wake()


Service = Annotated[State, Depends(service_state)]
Reading = Annotated[Session, Depends(read_session, scope="function")]
Writing = Annotated[Session, Depends(new_write_session, scope="function")]
