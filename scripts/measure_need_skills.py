"""How often the skill that insight reads for a need is one of somebody whom a careful reader judged ideal for it.

usage: python -m scripts.measure_need_skills [NETWORK QRELS]
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Final

from ptce_match import Matcher, Network
from ptce_match.resources import resource
from service.insight.skills import folded, skills

IDEAL: Final = 3
"""The grade of somebody who is just right."""
FIRST: Final = 3


def main() -> None:
    """Measure on the demo network, or on another."""
    demo = resource("data", "demo")
    folder, qrels = (Path(path) for path in sys.argv[1:3]) if len(sys.argv) > 2 else (demo, demo / "qrels/mentors.csv")
    network = Network.read(folder)
    matcher = Matcher(network)
    tags = {mentor.id: {folded(tag) for tag in mentor.tags} for mentor in network.mentors}
    ideal: dict[str, set[str]] = {}
    with qrels.open(encoding="utf-8-sig", newline="") as file:
        for need_id, mentor_id, grade in list(csv.reader(file))[1:]:
            if int(grade) >= IDEAL:
                ideal.setdefault(need_id, set()).update(tags[mentor_id])
    found = skills(
        (need_id, suggestion.score, list(suggestion.mentor.tags))
        for need_id in ideal
        for suggestion in list(matcher.mentors(need_id, k=FIRST))
    )
    judged = [need_id for need_id, names in ideal.items() if names]
    hits = sum(found.get(need_id) in ideal[need_id] for need_id in judged)
    print(f"{hits} of {len(judged)} needs; nobody found for {sum(need_id not in found for need_id in judged)}")


if __name__ == "__main__":
    main()
