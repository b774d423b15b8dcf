"""The session cookie: no script reads it, no other site sends it along with a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.identity import cookie_name

if TYPE_CHECKING:
    from starlette.responses import Response

    from service.settings import Settings


def give(response: Response, settings: Settings, secret: str) -> None:
    """Make the browser keep a session."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=settings.session_hours * 3600,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def take_back(response: Response, settings: Settings) -> None:
    """Make the browser forget its session."""
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax")
