"""Who calls, where from, and whether in person."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Request

from service.access.actor import Actor
from service.access.identity import cookie_name, digest
from service.access.permission import Allow
from service.access.roles import EVERYONE, Role, Scope
from service.accounts.entering import Visitor
from service.problems import answers, not_found
from service.security.rates import machine
from service.state import state_of

Anyone = Annotated[Actor, Allow(*EVERYONE, scope=Scope.ACCOUNT)]
"""Whoever has an account; a token needs the scope `account`."""

Admin = Annotated[Actor, Allow(Role.ADMIN, scope=Scope.OPERATIONS)]

OVER_LIMIT: Final[dict[int | str, dict[str, Any]]] = answers(429)


def visitor(request: Request) -> Visitor:
    """Return who knocks."""
    cookie = request.cookies.get(cookie_name(state_of(request).settings), "")
    return Visitor(machine(request), request.headers.get("user-agent", ""), digest(cookie) if cookie else "")


Knocking = Annotated[Visitor, Depends(visitor)]


def in_person(actor: Actor) -> None:
    """Refuse a token: a leaked one must not make others, shut its owner out, or let anybody in.

    Raises
    ------
    ProblemError
        404, as for everything that a token does not open.
    """
    if actor.scopes is not None:
        raise not_found()
