"""The shipped table, with its indexes built, so that no test pays for them under a deadline."""

from __future__ import annotations

import pytest

from ptce_match.places import Communes


@pytest.fixture(scope="session")
def communes() -> Communes:
    shared = Communes.load()
    shared.resolve("La Rochelle", "17000")
    return shared
