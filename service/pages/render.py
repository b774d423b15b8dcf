"""From a template to a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ptce_match.explanation import wording

if TYPE_CHECKING:
    from fastapi import Request

    from service.access.actor import Actor

FOLDER: Final = Path(__file__).parent


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["percent"] = wording.percent
    return environment


def page(request: Request, template: str, actor: Actor | None = None, status: int = 200, **facts: Any) -> HTMLResponse:
    """Return a page; every value is escaped."""
    settings = request.app.state.service.settings
    text = _environment().get_template(template).render(network_name=settings.network_name, actor=actor, **facts)
    return HTMLResponse(text, status)
