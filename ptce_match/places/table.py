"""Reading of the tables in `data/communes/`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

COMMUNE_COLUMNS: Final = ["insee", "article", "name", "postal_codes", "population", "lat", "lon"]
FORMER_COLUMNS: Final = ["insee", "name", "commune"]
DEPARTMENT_COLUMNS: Final = ["code", "name"]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The tables as text: turning 35,000 lines into objects costs more than reading them, and few are ever asked for.

    Attributes
    ----------
    communes : list of list of str
        Cells in the order of `COMMUNE_COLUMNS`, by ascending INSEE code.
    former : list of list of str
        Cells in the order of `FORMER_COLUMNS`; `name` may be "".
    departments : dict
        Name by code.
    """

    communes: list[list[str]]
    former: list[list[str]]
    departments: dict[str, str]


def read_table(folder: Path) -> Table:
    """Read the three files of the folder.

    Raises
    ------
    InputError
        A file is missing or does not have its columns.
    """
    return Table(
        communes=_rows(folder / "communes.csv", COMMUNE_COLUMNS),
        former=_rows(folder / "former.csv", FORMER_COLUMNS),
        departments={row[0]: row[1] for row in _rows(folder / "departments.csv", DEPARTMENT_COLUMNS)},
    )


def _rows(path: Path, columns: list[str]) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
    except (OSError, ValueError) as error:
        raise InputError(
            f"Le fichier « {path} », livré avec le programme, ne peut pas être lu. Réinstallez ptce-match."
        ) from error
    if header != columns or any(len(row) != len(columns) for row in rows):
        raise InputError(
            f"Le fichier « {path} » n'a pas les colonnes attendues ({', '.join(columns)}). Réinstallez ptce-match."
        )
    return rows
