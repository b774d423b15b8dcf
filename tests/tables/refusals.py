"""What a kind of cell refuses, as the tests say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.tables.cells import CellError

if TYPE_CHECKING:
    from ptce_match.tables import Kind


def problem_of(kind: Kind, cell: object) -> str:
    """Return the problem that the kind finds in a cell, and fail when it finds none."""
    with pytest.raises(CellError) as refusal:
        kind.parse(cell)
    return refusal.value.problem
