"""A rate with what chance alone could have made of it."""

from __future__ import annotations

import math
from typing import Final

from pydantic import BaseModel, Field

_Z: Final = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


class Rate(BaseModel):
    """A rate and its 95 % interval."""

    value: float = Field(ge=0, le=1, title="taux", description="Taux, de 0 à 1.")
    low: float = Field(ge=0, le=1, title="taux, borne basse", description="Borne basse de l'intervalle à 95 %.")
    high: float = Field(ge=0, le=1, title="taux, borne haute", description="Borne haute de l'intervalle à 95 %.")


def wilson(hits: int, n: int) -> Rate | None:
    """Return the rate of `hits` out of `n` with its 95 % Wilson score interval; None where n is 0.

    Unlike the usual interval it stays inside 0..1 and tells something for small n and for rates of 0 and 1
    (Wilson 1927; Brown, Cai & DasGupta 2001).

    Raises
    ------
    ValueError
        `hits` is not between 0 and `n`.
    """
    if not 0 <= hits <= n:
        raise ValueError("hits must lie between 0 and n")
    if n == 0:
        return None
    rate = hits / n
    z2 = _Z**2
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(rate * (1 - rate) / n + z2 / (4 * n**2))
    # At 0 and 1 the bound is the rate itself but for rounding.
    return Rate.model_construct(
        value=rate, low=min(rate, max(0.0, centre - half)), high=max(rate, min(1.0, centre + half))
    )
