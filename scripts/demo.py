"""What `make demo` shows: suggestions for three projects of the demo network, then the coverage of its needs."""

from __future__ import annotations

import sys
import time
from typing import Final

from ptce_match import Matcher, Network
from ptce_match.cli.answer import Answer, AnsweredNeed, print_answer
from ptce_match.cli.output import console
from ptce_match.cli.progress import ShownEncoder
from ptce_match.encoder import default_encoder
from ptce_match.explanation import wording
from ptce_match.resources import resource

PROJECTS: Final = ("P02", "P07", "P26")
_CONFIDENT: Final = 0.3


def main() -> int:
    """Print the demo; return the exit status."""
    started = time.perf_counter()
    network = Network.read(resource("data", "demo"))
    matcher = Matcher(network, ShownEncoder(default_encoder()))
    out = console()
    out.print(
        f"Réseau de démonstration (fictif) : {len(network.mentors)} bénévoles, {len(network.projects)} projets, "
        f"{len(network.needs)} besoins, {len(network.investors)} investisseurs, {len(network.partners)} partenaires.\n"
    )
    for project_id in PROJECTS:
        needs = network.needs_of(project_id)[:2]
        answered = tuple(
            AnsweredNeed(query, matcher.mentor_ranking(query, 3), matcher.partner_ranking(query, 1))
            for query in matcher.queries(needs)
        )
        print_answer(
            Answer(
                network.project(project_id),
                answered,
                matcher.investor_ranking(project_id, 3),
                matcher.encoder.model_id,
                matcher.mentor_matcher.ranker.weights,
            ),
            out,
        )
        out.rule(style="dim")
    _coverage(network, matcher)
    out.print(f"\nFait en {time.perf_counter() - started:.1f} s. Pour essayer avec vos mots :", style="dim")
    out.print('  .venv/bin/ptce-match suggest data/demo --need-text "J\'ai peur du contrôle TVA" --place Matha')
    return 0


def _coverage(network: Network, matcher: Matcher) -> None:
    """Print how many needs somebody can answer, and those that nobody does."""
    best = {
        query.need.id: matcher.mentor_ranking(query, 1).best_score
        for query in matcher.queries(network.needs)
        if query.need is not None
    }
    threshold = matcher.mentor_matcher.ranker.weights.threshold
    covered = [need for need in network.needs if best[need.id] >= threshold]
    strong = [need for need in network.needs if best[need.id] >= _CONFIDENT]
    bare = sorted((need for need in network.needs if best[need.id] < threshold), key=lambda need: best[need.id])
    out = console()
    out.print("Couverture des besoins", style="bold")
    out.print(
        f"  {len(covered)} besoins sur {len(network.needs)} ont au moins une suggestion, dont {len(strong)} à {wording.percent(_CONFIDENT)} ou plus."
    )
    for need in bare[:5]:
        out.print(f"  Sans réponse : {need.id} {wording.quoted(need.text)}", style="yellow")


if __name__ == "__main__":
    sys.exit(main())
