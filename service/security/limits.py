"""Bodies that are too big: what the framework refuses in plain text is told as a problem, like everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from service.problems import MEDIA_TYPE, problem_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TOO_LARGE: Final = 413
_DETAIL: Final = "Le contenu envoyé dépasse la taille admise. Envoyez-le en plusieurs fois, ou raccourcissez-le."


class TooLargeIsAProblem:
    """ASGI middleware that replaces the framework's own 413, which it sends past all error handlers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer unless that is a bare 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = False

        async def replaced(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and message["status"] == _TOO_LARGE:
                refused = Headers(raw=message["headers"]).get("content-type") != MEDIA_TYPE
            if not refused:
                await send(message)

        await self.app(scope, receive, replaced)
        if refused:
            await problem_response(_TOO_LARGE, _DETAIL)(scope, receive, send)
