"""Each request gets an id, a line in the log and a place in the metrics."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING, Final

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_GIVEN: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
_log = structlog.get_logger("service.requests")

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_ROUTE: Final = "(none)"

REQUESTS: Final = Counter("ptce_requests", "Requests answered", ["method", "route", "status"])
SECONDS: Final = Histogram(
    "ptce_request_seconds",
    "Time to answer",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 1.0, 2.5, 10.0),
)


class RequestLog:
    """ASGI middleware: request id (taken from ``X-Request-ID`` where it is sound), log line, metrics.

    The log names the route's pattern, not the path, which may hold an identifier.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 500
        started = time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - started
            # What a stranger can make up must not make new series without end.
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = route_pattern(scope)
            REQUESTS.labels(method, route, str(status)).inc()
            SECONDS.labels(method, route).observe(seconds)
            _log.info("request", method=method, route=route, status=status, milliseconds=round(1000 * seconds, 1))


def route_pattern(scope: Scope) -> str:
    """Return the whole pattern of the route that answered, prefixes included; ``(none)`` where there is no such route.

    A router that is included in another knows only its own part of the pattern: the whole stands in the context that
    FastAPI leaves for the request.
    """
    context = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    return getattr(context, "path_format", None) or getattr(context, "path", None) or _NO_ROUTE
