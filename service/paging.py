"""Lists by pages: keyset paging, so that a page costs the same wherever it is, with a hard cap."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel
from sqlalchemy import String, tuple_
from sqlmodel import AutoString

from service.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import InstrumentedAttribute
    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

MOST: Final = 200
USUAL: Final = 50

Limit = Annotated[int, Query(ge=1, le=MOST, description="Nombre d'éléments, 200 au plus.")]
After = Annotated[str | None, Query(max_length=400, description="Valeur `next` de la page précédente.")]

Item = TypeVar("Item")
Row = TypeVar("Row")


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next` is what to give as `after` for the following one, null at the end."""

    items: list[Item]
    next: str | None = None


def page_of(
    session: Session,
    statement: SelectOfScalar[Row],
    keys: Sequence[InstrumentedAttribute[Any] | Any],
    after: str | None,
    limit: int,
    show: Callable[[Row], Item],
    *,
    descending: bool = False,
) -> Page[Item]:
    """Return one page of a statement's rows, ordered by `keys`, which together are unique.

    Parameters
    ----------
    keys : sequence of columns
        Of text or whole numbers; the last one breaks ties.
    show : callable
        Turns a row into what the caller may see.

    Raises
    ------
    ProblemError
        `after` is no cursor of this list (422).
    """
    if after is not None:
        values = _opened(after, [_kind(key) for key in keys])
        place = tuple_(*keys)
        statement = statement.where(place < tuple_(*values) if descending else place > tuple_(*values))
    order = [key.desc() if descending else key for key in keys]
    rows = list(session.exec(statement.order_by(*order).limit(limit + 1)).all())
    more = len(rows) > limit
    shown = rows[:limit]
    last = [_value(shown[-1], key) for key in keys] if more else None
    return Page[Any](items=[show(row) for row in shown], next=_closed(last) if last is not None else None)


def _value(row: Any, key: Any) -> Any:
    return getattr(row, key.key)


def _kind(key: Any) -> type:
    return str if isinstance(key.type, AutoString | String) else int


def _closed(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _opened(cursor: str, types: Sequence[type]) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode()).decode())
    except ValueError:
        values = None
    # A text compared with a number is an error of the database, not of the person.
    if (
        not isinstance(values, list)
        or [type(value) for value in values] != list(types)
        or not all(map(_storable, values))
    ):
        raise invalid("after", "Cette suite de liste n'est plus valable : reprenez la liste depuis le début.")
    return values


def _storable(value: str | int) -> bool:
    return abs(value) < 2**63 if isinstance(value, int) else "\0" not in value
