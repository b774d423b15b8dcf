"""The engine, following the network as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ptce_match.encoder import Encoder


class LiveMatcher:
    """Ranks people of the network as it stands now."""

    def __init__(self, database: Engine, encoder: Encoder | None = None) -> None:
        self._database = database
        self._encoder = encoder
