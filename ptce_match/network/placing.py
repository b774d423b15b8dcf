"""Communes as the team writes them, turned into official ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ptce_match.places import Communes
    from ptce_match.tables import Findings, Table


@dataclass(frozen=True, slots=True)
class _Place:
    """What becomes of one pair (commune, postal code); `warning` is in French, "" when nothing is doubtful."""

    name: str
    postal_code: str
    insee: str
    warning: str


def place_rows(table: Table, communes: Communes, findings: Findings) -> list[str]:
    """Give the rows of a table their official communes, and return their INSEE codes, "" where none was found.

    Each distinct pair is looked up once. A commune that was recognised takes its official name, and its postal code
    when it has but one, so that the next reading has nothing to tell; what was not recognised stays as it was written.
    Doubts are told in `findings`, at the first row that has them.
    """
    names, codes = table.columns["commune"], table.columns["code_postal"]
    written = list(zip(names, codes, strict=True))
    first = dict(zip(reversed(written), reversed(table.lines), strict=True))
    rows = Counter(written)
    places = {(name, code): _placed(name, code, communes) for name, code in first}
    silent = table.schema.name == "partenaires"  # many have no address, and no distance is counted from them
    for pair, line in sorted(first.items(), key=lambda item: item[1]):
        place = places[pair]
        if place.warning and not (silent and pair == ("", "")):
            findings.notice(table.file, line, "commune", pair[0], _done(place, rows[pair]), place.warning.rstrip("."))
    found = [places[pair] for pair in written]
    table.columns["commune"] = [place.name for place in found]
    table.columns["code_postal"] = [place.postal_code for place in found]
    return [place.insee for place in found]


def _placed(name: str, postal_code: str, communes: Communes) -> _Place:
    resolution = communes.resolve(name, postal_code)
    commune = resolution.commune
    if commune is None:
        return _Place(name, postal_code, "", resolution.warning)
    code = postal_code
    if not resolution.exact and len(commune.postal_codes) == 1:
        code = commune.postal_codes[0]
    return _Place(commune.name, code, commune.insee, resolution.warning)


def _done(place: _Place, rows: int) -> str:
    code = f" ({place.postal_code})" if place.postal_code else ""
    done = f"lu comme « {place.name} »{code}" if place.insee else "le texte est gardé, sans distances"
    return (
        done
        if rows == 1
        else f"{done}, ici et dans {rows - 1} autre{'s' if rows > 2 else ''} ligne{'s' if rows > 2 else ''}"
    )
