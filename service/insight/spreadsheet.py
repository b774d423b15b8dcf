"""The same figures as a file for a French spreadsheet program: UTF-8 with BOM, semicolons, decimal commas."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar, get_args

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from ptce_match.tables.formulas import disarm
from ptce_match.tables.numeric import written_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic.fields import FieldInfo

MEDIA_TYPE: Final = "text/csv"
_YES_NO: Final = {True: "oui", False: "non"}

Content = TypeVar("Content", bound=BaseModel)


class Form(StrEnum):
    """How an answer is written."""

    JSON = "json"
    CSV = "csv"


def _wanted(
    request: Request,
    format: Annotated[
        Literal["json", "csv"] | None,
        Query(description="`csv` pour un tableur ; sans lui, l'en-tête Accept décide, et à défaut JSON."),
    ] = None,
) -> Form:
    return Form(format) if format is not None else accepted(request.headers.get("accept", ""))


WantedForm = Annotated[Form, Depends(_wanted)]

CSV_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Le résultat, en JSON ou en CSV.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}
"""For the `responses` of a route that can answer in both forms."""


def accepted(header: str) -> Form:
    """Return the form that an Accept header prefers; JSON where it does not care."""
    weights = {Form.JSON: 0.0, Form.CSV: 0.0}
    for part in header.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(parameters)
        if media in ("application/json", "application/*", "*/*"):
            weights[Form.JSON] = max(weights[Form.JSON], weight)
        elif media in (MEDIA_TYPE, "text/*"):
            weights[Form.CSV] = max(weights[Form.CSV], weight)
    return Form.CSV if weights[Form.CSV] > weights[Form.JSON] else Form.JSON


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0


def answered(
    form: Form, content: Content, rows: Sequence[BaseModel], kind: type[BaseModel], name: str
) -> Content | Response:
    """Return the content as JSON, or its rows as a CSV file."""
    return content if form is Form.JSON else csv_response(rows, kind, name)


def csv_response(rows: Sequence[BaseModel], kind: type[BaseModel], name: str, following: str | None = None) -> Response:
    """Return rows as a file to download, one line a row, the fields' French titles above.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    following : str or None
        Address of the next page, told in a Link header (RFC 8288).
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    if following is not None:
        headers["Link"] = f'<{following}>; rel="next"'
    return Response(written(rows, kind), media_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def written(rows: Iterable[BaseModel], kind: type[BaseModel]) -> str:
    """Return the text of the file, BOM included; texts that a spreadsheet would run as formulas are disarmed."""
    columns = _columns(kind)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([disarm(title) for title, _ in columns])
    writer.writerows([_cell(_value(row, path)) for _, path in columns] for row in rows)
    return "\ufeff" + text.getvalue()


def _columns(kind: type[BaseModel]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the title of each column, and the names that lead to its value; a model inside gives one each."""
    columns: list[tuple[str, tuple[str, ...]]] = []
    for name, field in kind.model_fields.items():
        inner, title = _inner(field), field.title or name
        if inner is None:
            columns.append((title, (name,)))
        else:
            columns += [(f"{title} : {each}", (name, *path)) for each, path in _columns(inner)]
    return columns


def _value(row: BaseModel, path: tuple[str, ...]) -> Any:
    value: Any = row
    for name in path:
        value = None if value is None else getattr(value, name)
    return value


def _inner(field: FieldInfo) -> type[BaseModel] | None:
    kinds = get_args(field.annotation) or (field.annotation,)
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if type(value) is int:
        return str(value)
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, int | float):
        return written_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return disarm(";".join(f"{name}={_cell(each)}" for name, each in value.items()))
    if isinstance(value, list | tuple):
        return disarm(";".join(str(each) for each in value))
    return disarm(str(value))
