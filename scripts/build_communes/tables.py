"""Joins the two sources on the INSEE code and lays them out as the three tables of `data/communes/`."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError
from scripts.build_communes.centres import Centre, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scripts.build_communes.sources import Entity, Etalab, Place

# INSEE's "type de nom en clair": the article that belongs to the name, by the number of the link.
ARTICLES: Final = {2: "Le", 3: "La", 4: "Les", 5: "L'", 6: "Aux", 7: "Las", 8: "Los"}

COMMUNE_COLUMNS: Final = ("insee", "article", "name", "postal_codes", "population", "lat", "lon")
FORMER_COLUMNS: Final = ("insee", "name", "commune")
DEPARTMENT_COLUMNS: Final = ("code", "name")


def present_communes(etalab: Etalab) -> list[Entity]:
    """Return today's communes in the order of their codes.

    The uninhabited districts that INSEE lists beside them (Terre-Adélie, Clipperton...) have no population and are left out.
    """
    found = [e for e in etalab.communes if e["type"] == "commune-actuelle" and "population" in e]
    return sorted(found, key=lambda entity: entity["code"])


def check_names(communes: Iterable[Entity], places: Iterable[Place]) -> None:
    """Raise `InputError` when the two sources name a commune differently: a sign that codes no longer mean the same."""
    bare = {place.code: place.name for place in places if place.kind == "COM"}
    for commune in communes:
        name, other = commune["nom"], bare.get(commune["code"])
        if other is not None and _without_article(commune) != other:
            raise InputError(
                f"Le code INSEE {commune['code']} désigne « {name} » dans une source et « {other} » dans l'autre : "
                "elles ne peuvent pas être jointes. Prenez deux versions du même millésime."
            )


def with_neighbours(communes: Sequence[Entity], known: Mapping[str, Centre]) -> dict[str, Centre]:
    """Return `known`, completed by the mean centre of the communes of the same postal codes and department."""
    by_code: dict[tuple[str, str], list[Centre]] = defaultdict(list)
    for commune in communes:
        if commune["code"] in known:
            for code in commune["codesPostaux"]:
                by_code[commune["departement"], code].append(known[commune["code"]])
    complete = dict(known)
    for commune in communes:
        near = [centre for code in commune["codesPostaux"] for centre in by_code[commune["departement"], code]]
        if commune["code"] not in known and near:
            lat = sum(centre.lat for centre in near) / len(near)
            lon = sum(centre.lon for centre in near) / len(near)
            complete[commune["code"]] = Centre(lat, lon, Origin.NEIGHBOURS)
    return complete


def communes_table(communes: Sequence[Entity], centres: Mapping[str, Centre]) -> str:
    """Return the text of `communes.csv`; `lat` and `lon` are empty where no source gives them."""
    return _csv(COMMUNE_COLUMNS, (_commune_row(commune, centres.get(commune["code"])) for commune in communes))


def former_table(etalab: Etalab, communes: Sequence[Entity]) -> str:
    """Return the text of `former.csv`: what leads to a commune of today under another code or name.

    Delegated and associated communes and the districts of Paris, Lyon and Marseille have a name; the other codes that a
    commune took over have none in the source.
    """
    present = {commune["code"]: commune["nom"] for commune in communes}
    rows: dict[str, tuple[str, str, str]] = {}
    for entity in etalab.communes:
        owner = entity.get("chefLieu") or entity.get("commune")
        if owner in present and entity["nom"] != present[owner]:
            rows[entity["code"]] = (entity["code"], entity["nom"], owner)
    for commune in communes:
        for code in commune.get("anciensCodes", ()):
            rows.setdefault(code, (code, "", commune["code"]))
    return _csv(FORMER_COLUMNS, (rows[code] for code in sorted(rows)))


def departments_table(etalab: Etalab) -> str:
    """Return the text of `departments.csv`."""
    return _csv(DEPARTMENT_COLUMNS, sorted((d["code"], d["nom"]) for d in etalab.departments))


def _commune_row(commune: Entity, centre: Centre | None) -> tuple[str, ...]:
    return (
        commune["code"],
        ARTICLES.get(commune.get("typeLiaison", 0), ""),
        commune["nom"],
        " ".join(sorted(commune["codesPostaux"])),
        str(commune["population"]),
        f"{centre.lat:.4f}" if centre else "",
        f"{centre.lon:.4f}" if centre else "",
    )


def _without_article(commune: Entity) -> str:
    article = ARTICLES.get(commune.get("typeLiaison", 0), "")
    return commune["nom"].removeprefix(article).removeprefix(" ")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
