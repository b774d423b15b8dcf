"""Cross-site requests: a page of another site must not act with somebody's cookie.

Browsers say where a request comes from (``Sec-Fetch-Site``, or ``Origin`` in older ones). A request that changes
something and carries our cookie must come from our own pages; programs use tokens, which no browser sends by itself.
Same approach as Datasette and Go's ``http.CrossOriginProtection``: no hidden field, no extra secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from service.access.identity import COOKIE
from service.problems import problem_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OPENING: Final = ("/api/v1/auth/", "/connexion")


class OwnOriginOnly:
    """ASGI middleware that refuses (403) unsafe requests which another site's page sent."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self.app = app
        self._own = _machine(base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] == "http" and scope["method"] not in _SAFE and self._foreign(scope):
            detail = "Cette demande vient d'un autre site : elle est refusée. Repassez par les pages du service."
            await problem_response(403, detail)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _foreign(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        # Somebody could also be logged in to an account of the attacker's: opening a session counts.
        carries = any(COOKIE in cookies for cookies in headers.getlist("cookie"))
        if not carries and not scope["path"].startswith(_OPENING):
            return False
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in ("same-origin", "none")
        origin = headers.get("origin")
        if origin is None:
            return False
        came_from = _machine(origin)
        return not came_from or came_from not in (headers.get("host", "").lower(), self._own)


def _machine(address: str) -> str:
    """Return the machine and port of an address; "" where it names none, as does the origin `null` of a sandbox."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
