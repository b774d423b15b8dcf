"""What the first page shows, to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ptce_match import __version__
from ptce_match.skills import default_taxonomy
from service.access.identity import identify
from service.access.roles import FRENCH, Role
from service.pages.render import page
from service.skills.schemas import MOST_SAID

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

    from service.access.actor import Actor
    from service.state import State

TRIES: Final = frozenset({Role.ANIMATION, Role.ADMIN, Role.OPERATIONAL_GROUP})
"""Who may try a need in their own words."""


def home_page(request: Request, service: State, status: int = 200, **given: Any) -> HTMLResponse:
    """Return the first page with what is given besides what runs: an answer, a complaint, what was typed."""
    actor: Actor | None = identify(request)
    facts: dict[str, Any] = {
        "facts": None,
        "ready": service.matcher.ready,
        "names": None,
        "version": __version__,
        "may_try": actor is not None and actor.has(*TRIES),
        "demo_accounts": [],
        "demo_password": "",
        "wrong": "",
        "code_wanted": False,
        "email": "",
        "text": "",
        "place": "",
        "answer": None,
        "understood": None,
        "ticked": None,
        "correction": "",
        "added": "",
        "skills": (),
        "most_skills": MOST_SAID,
    }
    if service.matcher.ready:
        network = service.matcher.network
        facts["names"] = service.matcher.names
        facts["facts"] = {
            "mentors": len(network.mentors),
            "projects": len(network.projects),
            "needs": len(network.needs),
            "partners": len(network.partners),
        }
    if given.get("understood") is not None:
        facts["skills"] = default_taxonomy().skills
    if service.settings.demo:
        from service.commands import demo

        accounts = [(FRENCH[account.role], account.email) for account in demo.ACCOUNTS]
        facts |= {"demo_accounts": accounts, "demo_password": demo.PASSWORD}
    return page(request, "home.html", actor, status, **(facts | given))
