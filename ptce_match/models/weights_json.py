"""Weights as plain JSON: what a base installation reads, without scikit-learn or skops."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Any, Final

from ptce_match.ranker import Weight, Weights
from ptce_match.signals import SignalName

_LARGEST: Final = 100.0
"""No weight that decisions can teach comes near it; a damaged file might."""


def weights_to_json(weights: Weights) -> dict[str, Any]:
    """Return the numbers of a ranker; floats are written so that reading gives the same bits."""
    return {
        "name": weights.name,
        "base": weights.base,
        "slope": weights.slope,
        "intercept": weights.intercept,
        "threshold": weights.threshold,
        "signals": {name: {"weight": w.weight, "neutral": w.neutral} for name, w in weights.of.items()},
    }


def weights_from_json(content: dict[str, Any], version: str) -> Weights:
    """Return the weights that a JSON object holds.

    Raises
    ------
    KeyError, TypeError, ValueError
        Something is missing, is no number, or lies out of range.
    """
    return Weights(
        name=_text(content["name"]),
        version=version,
        of=MappingProxyType(
            {
                SignalName(name): Weight(_number(of["weight"], 0.0), _number(of["neutral"], 0.0, 1.0))
                for name, of in content["signals"].items()
            }
        ),
        base=None if content["base"] is None else SignalName(content["base"]),
        slope=_number(content["slope"], 0.0),
        intercept=_number(content["intercept"], -_LARGEST),
        threshold=_number(content["threshold"], 0.0, 1.0),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("a name is a text")
    return value


def _number(value: object, lowest: float, highest: float = _LARGEST) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("not a number")
    if not lowest <= value <= highest:
        raise ValueError("out of range")
    return float(value)
