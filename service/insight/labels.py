"""What rows are called."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from ptce_match.network import SECTORS
from ptce_match.places import Communes

UNKNOWN_COMMUNE: Final = "commune non reconnue"
UNKNOWN_SECTOR: Final = "secteur non indiqué"


class CoverageBy(StrEnum):
    """By what needs are grouped."""

    SKILL = "skill"
    COMMUNE = "commune"
    SECTOR = "sector"


class ShortageBy(StrEnum):
    """By what shortages are grouped."""

    SKILL = "skill"
    COMMUNE = "commune"


class FundingBy(StrEnum):
    """By what sums of money are grouped."""

    STAGE = "stage"
    SECTOR = "sector"
    COMMUNE = "commune"


def commune(insee: str) -> str:
    """Return the name of a commune with its department, so that two of the same name stay apart."""
    return _communes(insee) if insee else UNKNOWN_COMMUNE


@cache
def _communes(insee: str) -> str:
    found = Communes.load().get(insee)
    return UNKNOWN_COMMUNE if found is None else f"{found.name} ({found.department})"


def sector(number: int | None) -> str:
    """Return the name of a sector."""
    return UNKNOWN_SECTOR if number is None else SECTORS.get(number, UNKNOWN_SECTOR)
