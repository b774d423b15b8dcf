"""Who may call what, read from the routes themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from fastapi.routing import APIRoute, iter_route_contexts

from service.access.permission import Open, Permission, declared
from service.access.roles import Role, Scope

if TYPE_CHECKING:
    from fastapi import FastAPI


@dataclass(frozen=True, slots=True)
class Access:
    """One way to call the service.

    Attributes
    ----------
    roles : frozenset of Role
        Those whom the route lets through; empty for an open one.
    scope : Scope or None
        What an API token needs; None for an open one.
    open_because : str
        Why anybody may call it; "" for one that needs to know who is asking.
    """

    method: str
    path: str
    roles: frozenset[Role]
    scope: Scope | None
    open_because: str


class UndeclaredError(Exception):
    """Routes that do not say who may call them."""


def access_table(app: FastAPI) -> list[Access]:
    """Return one line a method and path, in order.

    Raises
    ------
    UndeclaredError
        With every route that declares nothing.
    """
    lines: list[Access] = []
    undeclared: list[str] = []
    for context in iter_route_contexts(app.routes):
        if not isinstance(context.original_route, APIRoute):
            continue  # the description of the API and files that come with the program
        found = declared(cast("Any", context))
        for method in sorted(context.methods or ()):
            if found is None:
                undeclared.append(f"{method} {context.path_format}")
            else:
                lines.append(_line(method, str(context.path_format), found))
    if undeclared:
        raise UndeclaredError("\n".join(undeclared))
    return sorted(lines, key=lambda line: (line.path, line.method))


def _line(method: str, path: str, found: Permission | Open) -> Access:
    if isinstance(found, Open):
        return Access(method, path, frozenset(), None, found.why)
    return Access(method, path, found.roles, found.scope, "")
