"""Three skills of the taxonomy and their texts, in folders of their own."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final

from ptce_match.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

SKILLS: Final = ("fis-tva", "com-prospection", "pro-bois")


def write_three_skills(folder: Path, most: int | None = None) -> Path:
    """Write ``competences`` and ``textes`` into a folder; `most` is how many lines of each file are taken."""
    whole = resource("data", "competences")
    small = folder / "competences"
    small.mkdir()
    (small / "familles.csv").write_bytes((whole / "familles.csv").read_bytes())
    with (whole / "competences.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"voisines": ""} for row in csv.DictReader(file) if row["id"] in SKILLS]
    with (small / "competences.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    texts = folder / "textes"
    texts.mkdir()
    for path in resource("data", "training").rglob("*.jsonl"):
        if path.name.partition(".")[0] in SKILLS:
            records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:most]
            lines = [json.dumps(record | {"competences": record["competences"][:1]}) for record in records]
            (texts / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
