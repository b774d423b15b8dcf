"""From rows to what somebody may see of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel
    from sqlmodel import SQLModel

View = TypeVar("View", bound="BaseModel")


def shown(view: type[View], row: SQLModel, **more: Any) -> View:
    """Return a view with the row's attributes of the same names, and what else is given."""
    return view(**{name: getattr(row, name) for name in view.model_fields if name not in more}, **more)
