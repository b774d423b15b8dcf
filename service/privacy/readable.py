"""« Mes données » as one page to read or print: no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ptce_match.explanation import wording as numbers
from service.clock import local_day
from service.privacy.wording import LABELS, value

if TYPE_CHECKING:
    from service.privacy.schemas import PersonalData, Section

_FOLDER: Final = Path(__file__).parent / "templates"
_MOST: Final = 100
"""Items of one section on the page; the JSON holds all of them."""
_WIDEST_TABLE: Final = 7
_LONG: Final = 60
_LATE: Final = ("created_at", "updated_at", "expires_at", "archived_at")
_ONLY_IN_JSON: Final = frozenset({"account_id", "person_id", "contact_id", "holder_id", "folded_name", "insee"})
"""Columns that say to people nothing that the page does not say elsewhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it is laid out: `columns` and `rows` of a table, or `cards` of labelled values."""

    key: str
    title: str
    explanation: str
    total: int
    columns: list[str]
    rows: list[list[str]]
    cards: list[list[tuple[str, str, bool]]]

    @property
    def hidden(self) -> int:
        """How many items the page leaves out."""
        return max(0, self.total - _MOST)


def render(data: PersonalData) -> str:
    """Return the page."""
    return _environment().get_template("data.html").render(
        data=data,
        made_on=numbers.day(local_day(data.made_at)),
        parts=[_part(section) for section in data.sections if section.items],
        empty=[section.title for section in data.sections if not section.items],
        style=_style(),
    )  # fmt: skip


def policy() -> str:
    """Return the Content-Security-Policy of the page: its own style sheet, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _part(section: Section) -> Part:
    items = [_told(item) for item in section.items[:_MOST]]
    names = list(dict.fromkeys(name for item in items for name in item))
    flat = all(len(text) <= _LONG for item in items for text in item.values())
    labels = [LABELS[name].capitalize() for name in names]
    if len(items) > 1 and flat and len(names) <= _WIDEST_TABLE:
        rows = [[item.get(name, "") for name in names] for item in items]
        return Part(section.key, section.title, section.explanation, len(section.items), labels, rows, [])
    cards = [[(LABELS[name].capitalize(), text, len(text) > _LONG) for name, text in item.items()] for item in items]
    return Part(section.key, section.title, section.explanation, len(section.items), [], [], cards)


def _told(item: dict[str, Any]) -> dict[str, str]:
    """Return what an item says, in French: its own words first, identifiers last, nothing empty."""
    names = [name for name in item if name not in _ONLY_IN_JSON]
    order = sorted(names, key=lambda name: (name == "id", name.endswith("_id"), name in _LATE))
    told = {name: value(name, item[name]) for name in order}
    return {name: text for name, text in told.items() if text}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return (_FOLDER / "data.css").read_text(encoding="utf-8")
