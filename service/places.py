"""Communes as people write them, for what comes in through the API."""

from __future__ import annotations

from typing import NamedTuple

from ptce_match.places import Communes


class Place(NamedTuple):
    """A commune under its official name where it was recognised; else the text as it was written and no code."""

    commune: str
    postal_code: str
    insee: str


def placed(commune: str, postal_code: str) -> Place:
    """Return the place that a name and a postal code mean; what is not recognised is kept, without distances."""
    if not commune and not postal_code:
        return Place("", "", "")
    found = Communes.load().resolve(commune, postal_code)
    if found.commune is None:
        return Place(commune, postal_code, "")
    code = postal_code
    if not found.exact and len(found.commune.postal_codes) == 1:
        code = found.commune.postal_codes[0]
    return Place(found.commune.name, code, found.commune.insee)
