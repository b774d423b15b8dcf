"""A network to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.service.insight.network import Town

if TYPE_CHECKING:
    from tests.service.house import House


@pytest.fixture
def town(house: House) -> Town:
    """Return an empty network on both databases."""
    return Town(house)
