"""Numbers as French people read them."""

from __future__ import annotations


def decimal(value: float, places: int = 3) -> str:
    """Return a number with a decimal comma: ``0,215``; never « -0,000 »."""
    rounded = round(float(value), places) + 0.0
    return f"{rounded:.{places}f}".replace(".", ",").replace("-", "−")
