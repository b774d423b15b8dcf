"""`ptce-match models`: the versions of the mentors' ranker, and which one is in use."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ptce_match.cli.output import console, print_json, print_text
from ptce_match.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ptce_match.models import Promotion, Registry, Version
    from ptce_match.ranker import Weights

_HELP = "lister les versions du classement, les comparer, en mettre une en service ou revenir en arrière"
_LIST = "lister les versions et dire laquelle est en service"
_COMPARE = "comparer deux versions (« prior » est le classement publié)"
_PROMOTE = "mettre une version en service"
_ROLLBACK = "revenir à la version qui était en service avant"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands; alone, it lists."""
    parser = commands.add_parser("models", help=_HELP, description=_HELP.capitalize() + ".")
    _options(parser, list_versions, default=True)
    actions = parser.add_subparsers(title="gestes", dest="action", metavar="GESTE")
    _options(actions.add_parser("list", help=_LIST, description=_LIST.capitalize() + "."), list_versions)
    compare = actions.add_parser("compare", help=_COMPARE, description=_COMPARE.capitalize() + ".")
    compare.add_argument("first", metavar="A", help="identifiant, ou ses premiers caractères")
    compare.add_argument("second", metavar="B", help="de même")
    _options(compare, compare_versions)
    promote = actions.add_parser("promote", help=_PROMOTE, description=_PROMOTE.capitalize() + ".")
    promote.add_argument("version", metavar="VERSION", help="identifiant, ou ses premiers caractères, ou prior")
    promote.add_argument("--force", action="store_true", help="même si la comparaison le déconseille")
    _options(promote, promote_version)
    _options(actions.add_parser("rollback", help=_ROLLBACK, description=_ROLLBACK.capitalize() + "."), roll_back)


def _options(
    parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int], *, default: bool = False
) -> None:
    import argparse

    # What was given before the name of the action must not be taken back by the defaults behind it.
    absent = {} if default else {"default": argparse.SUPPRESS}
    parser.add_argument("--models", metavar="DOSSIER", help="dossier des modèles (PTCE_MATCH_MODELS)", **absent)  # type: ignore[arg-type]
    parser.add_argument("--json", action="store_true", help="écrire un document JSON", **absent)  # type: ignore[arg-type]
    parser.set_defaults(run=run)


def list_versions(arguments: argparse.Namespace) -> int:
    """Print every version, newest last, and the one in use."""
    registry = _registry(arguments)
    champion = registry.champion
    rows = [_summary(registry, each) for each in registry.ids()]
    rows.sort(key=lambda row: (row["made_at"] or "", row["version"]))
    if arguments.json:
        history = [_promotion_json(each) for each in registry.history]
        print_json({"folder": str(registry.folder), "champion": champion, "versions": rows, "promotions": history})
        return 0
    from rich.table import Table

    out = console()
    table = Table("", "version", "date", "décisions", "avis", box=None, pad_edge=False)
    table.add_row("→" if champion == "prior" else "", "prior", "", "", "classement publié")
    for row in rows:
        made_at = (row["made_at"] or "")[:16].replace("T", " ")
        table.add_row("→" if row["version"] == champion else "", row["version"], made_at, _text(row["decisions"]), row["note"])  # fmt: skip
    out.print(table)
    print_text(out, f"→ en service. Dossier : {registry.folder}", "dim")
    return 0


def compare_versions(arguments: argparse.Namespace) -> int:
    """Print the weights, the data and the measures of two versions side by side."""
    registry = _registry(arguments)
    sides = [_side(registry, registry.named(name)) for name in (arguments.first, arguments.second)]
    if arguments.json:
        from ptce_match.models.weights_json import weights_to_json

        names = ("first", "second")
        print_json(
            {
                name: {"version": side, "weights": weights_to_json(weights), "evidence": _evidence(version)}
                for name, (side, weights, version) in zip(names, sides, strict=True)
            }
        )
        return 0
    from rich.table import Table

    from ptce_match.cli.weights import weights_table

    titles = [
        side if side != sides[1 - place][0] else f"{side} ({place + 1})" for place, (side, _, _) in enumerate(sides)
    ]
    table = weights_table(
        Table(box=None, pad_edge=False), {t: weights for t, (_, weights, _) in zip(titles, sides, strict=True)}
    )
    for label, read in _FACTS.items():
        table.add_row(label, *("" if version is None else _text(read(version)) for _, _, version in sides))
    console().print(table)
    return 0


def promote_version(arguments: argparse.Namespace) -> int:
    """Put a version in use, after its two files were found to agree; without skops, their digests must do."""
    from ptce_match.models import PRIOR

    registry = _registry(arguments)
    chosen = registry.named(arguments.version)
    if chosen != PRIOR:
        with suppress(MissingExtraError):
            registry.verify(registry.version(chosen))
    return _done(registry, registry.promote(chosen, _now(), forced=arguments.force), arguments)


def roll_back(arguments: argparse.Namespace) -> int:
    """Go back to the champion before."""
    registry = _registry(arguments)
    return _done(registry, registry.rollback(_now()), arguments)


def _done(registry: Registry, promotion: Promotion, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json(
            {"folder": str(registry.folder), "champion": promotion.version, "promotion": _promotion_json(promotion)}
        )
        return 0
    out = console()
    name = "Le classement publié" if promotion.version == "prior" else f"La version {promotion.version}"
    print_text(out, f"{name} est en service.", "bold")
    print_text(out, "Un service déjà lancé la prendra à son prochain démarrage.", "dim")
    return 0


def _registry(arguments: argparse.Namespace) -> Registry:
    from ptce_match.models import Registry, models_folder

    return Registry(models_folder(arguments.models))


def _side(registry: Registry, id: str) -> tuple[str, Weights, Version | None]:
    from ptce_match.models import PRIOR
    from ptce_match.ranker import MENTOR_PRIOR

    if id == PRIOR:
        return id, MENTOR_PRIOR, None
    version = registry.version(id)
    return id, version.weights, version


def _summary(registry: Registry, id: str) -> dict[str, Any]:
    """Return one line of the list; a damaged version is listed too, and said to be damaged."""
    try:
        version = registry.version(id)
    except ModelError as error:
        return {"version": id, "ok": False, "made_at": None, "decisions": None, "wins": None, "parent": None, "note": f"abîmée : {error}"}  # fmt: skip
    evidence = version.evidence
    note = f"peut remplacer {evidence.parent}" if evidence.wins else f"ne remplace pas {evidence.parent}"
    return {
        "version": id,
        "ok": True,
        "made_at": evidence.made_at,
        "decisions": evidence.data.get("decisions"),
        "wins": evidence.wins,
        "parent": evidence.parent,
        "note": note,
    }


def _evidence(version: Version | None) -> dict[str, Any] | None:
    from dataclasses import asdict

    return None if version is None else asdict(version.evidence)


def _promotion_json(promotion: Promotion) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(promotion)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".replace(".", ",")
    return "" if value is None else str(value)


_FACTS: dict[str, Callable[[Version], object]] = {
    "date": lambda version: version.evidence.made_at[:16].replace("T", " "),
    "comparée à": lambda version: version.evidence.parent,
    "décisions": lambda version: version.evidence.data.get("decisions"),
    "empreinte des décisions": lambda version: str(version.evidence.data.get("sha256"))[:12],
    "erreur sur les décisions mises de côté": lambda version: version.evidence.metrics.get("challenger_loss"),
    "erreur du classement d'alors": lambda version: version.evidence.metrics.get("champion_loss"),
}
