"""How numbers, dates and quotations are written in French."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

_NARROW: Final = "\u202f"
_QUOTE_LENGTH: Final = 220


def kilometres(distance: float) -> str:
    """Write a distance: « 38 km », « moins d'un kilomètre »."""
    return "moins d'un kilomètre" if distance < 1 else f"{distance:.0f} km"


def radius(limit: float) -> str:
    """Write how far somebody goes: « 25 km », « 12,5 km », « 0 km »."""
    return f"{number(limit)} km"


def beyond(distance: float, limit: float) -> str:
    """Write a distance that exceeds a limit, precisely enough to show it: « 38 km », « 25,3 km » beyond 25."""
    for digits in range(4):
        if round(distance, digits) > limit:
            return f"{distance:.{digits}f} km".replace(".", ",")
    return f"{distance:.3f} km".replace(".", ",")


def euros(amount: float) -> str:
    """Write an amount: « 12 500 € » with a narrow no-break space."""
    return f"{amount:,.0f}".replace(",", _NARROW) + f"{_NARROW}€"


def number(value: float) -> str:
    """Write a number with a decimal comma and no useless zero: « 4,5 », « 4 »."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def percent(score: float) -> str:
    """Write a score in 0..1: « 42 % »."""
    return f"{100 * score:.0f}{_NARROW}%"


def day(when: date) -> str:
    """Write a date: « 3 novembre 2026 », « 1er mai 2027 »."""
    first = "1er" if when.day == 1 else str(when.day)
    return f"{first} {_MONTHS[when.month - 1]} {when.year}"


def quoted(text: str) -> str:
    """Put somebody's own words between French quotation marks, on one line, shortened at a word when they are long."""
    words = " ".join(text.split())
    if len(words) > _QUOTE_LENGTH:
        words = words[:_QUOTE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    words = words.replace("« ", "“").replace(" »", "”").replace("«", "“").replace("»", "”")
    return f"« {words} »"


def plural(count: int, singular: str, several: str) -> str:
    """Write a count and its noun: « 1 place », « 3 places »."""
    return f"{count} {singular if count < 2 else several}"
