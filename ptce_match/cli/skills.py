"""`ptce-match skills`: the fine skills of the taxonomy, to find their identifiers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ptce_match.cli.output import console, print_json, print_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from ptce_match.skills import Skill, Taxonomy

_HELP = "chercher une compétence fine et son identifiant dans le référentiel"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("skills", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("words", nargs="*", metavar="MOTS", help="mots à y trouver ; sans mot, toute la liste")
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the skills that tell of these words, or all of them by family."""
    from ptce_match.skills import default_taxonomy, nearest, search

    taxonomy, text = default_taxonomy(), " ".join(arguments.words)
    found = search(taxonomy, text)
    near = [] if found else nearest(taxonomy, text)
    if arguments.json:
        print_json({"words": text, "skills": _rows(taxonomy, found), "near": _rows(taxonomy, near)})
        return 0
    if not found:
        print_text(console(), f"Aucune compétence ne parle de « {text} ». Essayez un autre mot, ou un seul.", "yellow")
        if near:
            print_text(console(), "Cherchiez-vous l'une de celles-ci ?")
    _print(taxonomy, found or near)
    return 0


def _print(taxonomy: Taxonomy, skills: Sequence[Skill]) -> None:
    out = console()
    families = {family.id: family.name for family in taxonomy.families}
    for family, members in groupby(skills, key=lambda skill: skill.family):
        out.print()
        print_text(out, f"{families[family]} ({family})", "bold")
        for skill in members:
            print_text(out, f"{skill.id}  {skill.name}", "cyan", indent="  ")
            print_text(out, skill.definition, "dim", indent="      ")


def _rows(taxonomy: Taxonomy, skills: Iterable[Skill]) -> list[dict[str, Any]]:
    families = {family.id: family.name for family in taxonomy.families}
    return [
        {
            "id": skill.id,
            "name": skill.name,
            "family": skill.family,
            "family_name": families[skill.family],
            "definition": skill.definition,
        }
        for skill in skills
    ]
