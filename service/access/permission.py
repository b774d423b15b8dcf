"""Who may call a route: each one declares it, and a test reads the declarations.

    @router.get("/mentors", ...)
    def list_mentors(actor: Annotated[Actor, Allow(Role.ANIMATION, ..., scope=Scope.REGISTRY_READ)], ...)

A route without a session or token answers 401; one that the actor's roles or scopes do not open answers 404, as
if it were not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, Request
from fastapi.routing import APIRoute

from service.access.actor import Actor
from service.access.identity import identify
from service.problems import ProblemError, not_found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.dependencies.models import Dependant

    from service.access.roles import Role, Scope


class Permission:
    """The dependency that lets some roles through, and gives the actor.

    Parameters
    ----------
    roles : frozenset of Role
    scope : Scope
        What an API token needs to call the route.
    """

    def __init__(self, roles: frozenset[Role], scope: Scope) -> None:
        self.roles, self.scope = roles, scope

    def __call__(self, request: Request) -> Actor:
        """Return the actor, or raise the problem that keeps them out."""
        actor = identify(request)
        if actor is None:
            raise ProblemError(
                401, "Connectez-vous, ou présentez un jeton valable.", headers={"WWW-Authenticate": "Bearer"}
            )
        if not actor.roles & self.roles or (actor.scopes is not None and self.scope not in actor.scopes):
            raise not_found()
        request.state.permitted = True  # what a route does afterwards looks the same from outside
        return actor


class Open:
    """Marks a route that anybody may call, and says why."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __call__(self) -> None:
        """Let everybody through."""


def Allow(*roles: Role, scope: Scope) -> Any:  # noqa: N802 - reads as an annotation, like FastAPI's Depends
    """Return the marker for ``Annotated[Actor, Allow(...)]``."""
    return Depends(Permission(frozenset(roles), scope))


def anybody(why: str) -> Any:
    """Return the dependency for the `dependencies` of a route that needs nobody to be known."""
    return Depends(Open(why))


def declared(route: APIRoute) -> Permission | Open | None:
    """Return what a route declares; None is a mistake, which a test finds."""
    return next((call for call in _calls(route.dependant) if isinstance(call, Permission | Open)), None)


def _calls(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)
