"""Does the person work in the project's sector?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.network import SECTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NO_PREFERENCE: Final = 0.5


def sector_table(sectors: Sequence[tuple[int, ...]]) -> NDArray[np.bool_]:
    """Return which person knows which sector, shape (n, 11); column 0 stands for no sector at all."""
    table = np.zeros((len(sectors), max(SECTORS) + 1), dtype=bool)
    for row, chosen in enumerate(sectors):
        table[row, list(chosen)] = True
        table[row, 0] = not chosen
    return table


def sector(table: NDArray[np.bool_], wanted: int | None) -> NDArray[np.float64]:
    """Return 1 where the sector is among a person's own, 0.5 for a person (or a project) without any, else 0."""
    if wanted is None:
        return np.full(len(table), NO_PREFERENCE)
    return np.where(table[:, wanted], 1.0, np.where(table[:, 0], NO_PREFERENCE, 0.0))
