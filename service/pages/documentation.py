"""The API's documentation, from files that come with the program: no other site is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from service.access.permission import anybody

if TYPE_CHECKING:
    from fastapi import FastAPI

ADDRESS: Final = "/api/docs"
_ASSETS: Final = "/static/docs"


def install(app: FastAPI) -> None:
    """Serve the documentation of an application."""
    import fastapi_offline

    assets = Path(fastapi_offline.__file__).with_name("static")
    app.mount(_ASSETS, StaticFiles(directory=assets), name="docs")

    @app.get(ADDRESS, include_in_schema=False, dependencies=[anybody("documentation de l'interface")])
    def documentation() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=app.openapi_url or "",
            title=f"{app.title} : interface pour les programmes",
            swagger_js_url=f"{_ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{_ASSETS}/swagger-ui.css",
            swagger_favicon_url="data:,",
        )
