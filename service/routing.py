"""The router of every domain: one turn in a thread for all that a route does.

Left to itself, FastAPI opens the session in one thread, runs the route in a second, turns its answer into JSON in a third
and commits in a fourth, some turns of the event loop apart. Fifty people at work showed what that costs: most of the time
of a suggestion went by waiting for a free thread, and for a write lock that nobody needed any more.
"""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, get_type_hints

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from service.state import Reading, Writing

if TYPE_CHECKING:
    from collections.abc import Callable


class Router(APIRouter):
    """A router whose routes run in a thread, and end their database session there: committed where it wrote."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route; see `APIRouter.add_api_route`."""
        super().add_api_route(path, _threaded(endpoint), **options)


def _threaded(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(endpoint):
        return endpoint
    hints = get_type_hints(endpoint, include_extras=True)
    written = [name for name, hint in hints.items() if hint == Writing]
    opened = [name for name, hint in hints.items() if hint in (Reading, Writing)]

    def run(values: dict[str, Any]) -> Any:
        try:
            answer = endpoint(**values)
            for name in written:
                values[name].commit()
            return answer
        finally:
            for name in opened:
                values[name].close()

    @wraps(endpoint)
    async def threaded(**values: Any) -> Any:
        return await run_in_threadpool(run, values)

    return threaded
