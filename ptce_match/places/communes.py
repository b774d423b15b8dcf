"""The communes of France: look-up by code, by what people write, and their coordinates."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.places.commune import Commune
from ptce_match.places.names import NameIndex
from ptce_match.places.resolution import Resolution, Resolver
from ptce_match.places.sentences import Sentences
from ptce_match.places.table import Table, read_table
from ptce_match.places.written import read_written
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_REMEMBERED: Final = 1 << 16


class Communes:
    """All communes of today, in the order of their INSEE codes.

    `load` gives the instance that the whole program shares. Nothing in it changes once it is there; what is built on
    the first use (name index, array of coordinates, answers of `resolve`) comes out the same whichever thread does it.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._row_of = {row[0]: position for position, row in enumerate(table.communes)}
        for former, _, commune in table.former:
            self._row_of.setdefault(former, self._row_of[commune])
        self._made: dict[int, Commune] = {}
        self._remembered = lru_cache(_REMEMBERED)(self._resolve)

    @classmethod
    def load(cls) -> Communes:
        """Return the shared instance, read from the shipped table at the first call.

        Raises
        ------
        InputError
            The table that comes with the program is missing or damaged.
        """
        return _shared()

    @classmethod
    def read(cls, folder: Path) -> Communes:
        """Read another folder of the same form as `data/communes/`; raises `InputError` as `load` does."""
        return cls(read_table(folder))

    def __len__(self) -> int:
        return len(self._table.communes)

    def __iter__(self) -> Iterator[Commune]:
        return map(self._commune, range(len(self)))

    def get(self, insee: str) -> Commune | None:
        """Return the commune with an INSEE code, None for an unknown one.

        The code of a former commune, or of a district of Paris, Lyon or Marseille, gives the commune it is now part of.
        """
        row = self._row_of.get(insee)
        return None if row is None else self._commune(row)

    def resolve(self, name: str, postal_code: str = "") -> Resolution:
        """Return the commune that a person meant, with a warning in French wherever it had to be inferred.

        Accepted in `name`: any case, accents, hyphens and apostrophes; "St", "Ste", "s/"; the article behind ("Rochelle
        (La)") or left out; "Cedex"; districts ("Paris 12e"); the postal code or the department in brackets. Never raises.
        The rules are those of `Resolver`; what counts as a close spelling is in `closeness`.
        """
        return self._remembered(name, postal_code)

    def coordinates(self, insees: Sequence[str]) -> NDArray[np.float64]:
        """Return latitudes and longitudes in degrees, (n, 2); a row of NaN for "", an unknown code or no coordinates."""
        nowhere = len(self)
        rows = [self._row_of.get(insee, nowhere) for insee in insees]
        return self._coordinates[np.array(rows, dtype=np.intp)]

    def _resolve(self, name: str, postal_code: str) -> Resolution:
        return self._resolver.resolve(read_written(name, postal_code))

    def _commune(self, row: int) -> Commune:
        made = self._made.get(row)
        if made is None:
            insee, _, name, postal_codes, population, lat, lon = self._table.communes[row]
            made = Commune(insee, name, tuple(postal_codes.split()), int(population), _degrees(lat), _degrees(lon))
            self._made[row] = made
        return made

    @cached_property
    def _resolver(self) -> Resolver:
        names = NameIndex(self._table, self._row_of)
        return Resolver(names, self._commune, Sentences(self._table.departments))

    @cached_property
    def _coordinates(self) -> NDArray[np.float64]:
        """One row a commune, and a last row of NaN for whatever is nowhere."""
        nowhere = ["", ""]
        cells = [cell or "nan" for row in (*self._table.communes, nowhere) for cell in row[-2:]]
        return np.fromiter(map(float, cells), dtype=np.float64, count=len(cells)).reshape(-1, 2)


def _degrees(cell: str) -> float:
    return float(cell) if cell else float("nan")


@cache
def _shared() -> Communes:
    return Communes.read(resource("data", "communes"))
