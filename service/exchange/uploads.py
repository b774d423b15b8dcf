"""Files that come with a request: read only once it is known who sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.exchange.unpacking import MOST_FILES, Sent

if TYPE_CHECKING:
    from starlette.datastructures import FormData

ROOM: Final = 64 << 10
"""What surrounds the files in a request: names, headers, boundaries."""
Importer = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.REGISTRY_WRITE)]

BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": MOST_FILES,
                            "items": {"type": "string", "format": "binary"},
                            "description": "Un classeur .xlsx ou .ods, des fichiers .csv, ou une archive .zip de .csv.",
                        }
                    },
                }
            }
        },
    }
}
"""How the OpenAPI document describes the body, which no parameter declares."""


async def sent_files(request: Request, actor: Importer) -> list[Sent]:
    """Return the files of a request by somebody who may import; a stranger's are not even received."""
    del actor
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FILES)
    try:
        return [Sent(file.filename or "", await file.read()) for file in _files(form)]
    finally:
        await form.close()


def _files(form: FormData) -> list[UploadFile]:
    return [value for _, value in form.multi_items() if isinstance(value, UploadFile)]


SentFiles = Annotated[list[Sent], Depends(sent_files)]
