"""Weights of several rankers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.signals import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from ptce_match.ranker import Weights


def weights_table(table: Table, rankers: Mapping[str, Weights]) -> Table:
    """Fill a table with one line a signal and one column a ranker: log-odds from one end of a signal to the other."""
    table.add_column("poids")
    for name in rankers:
        table.add_column(name, justify="right")
    found = list(rankers.values())
    base = next((weights.base for weights in found if weights.base is not None), None)
    if base is not None:
        table.add_row(LABELS[base], *(_number(weights.slope) for weights in found))
    for name in dict.fromkeys(signal for weights in found for signal in weights.of):
        table.add_row(LABELS[name], *(_number(w.of[name].weight) if name in w.of else "" for w in found))
    return table


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
