"""What must hold between rows and tables, beyond each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ptce_match.tables.findings import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_match.tables import Findings, Table

# Looking for close spellings takes a while in a large network, and nobody reads hundreds of hints.
_HINTS: Final = 20
_CLOSE: Final = 3
_PEOPLE: Final = ("benevoles", "investisseurs", "partenaires")
_REFERENCES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("besoins", "projet_id", ("projets",)),
    ("historique", "besoin_id", ("besoins",)),
    ("historique", "benevole_id", ("benevoles",)),
    ("conflits", "personne_id", _PEOPLE),
    ("conflits", "projet_id", ("projets",)),
    ("conflits", "autre_personne_id", _PEOPLE),
)


def check_tables(tables: Mapping[str, Table], findings: Findings) -> None:
    """Tell in `findings` every identifier that is used twice, every reference to nothing and every contradiction.

    A table that is not there, and a cell that was refused, have been told already: they cause no further fault.
    """
    for table in tables.values():
        if "id" in table.columns:
            _check_unique(table, findings)
    for name, column, targets in _REFERENCES:
        if name in tables and all(target in tables for target in targets):
            _check_references(tables[name], column, [tables[target] for target in targets], findings)
    if "besoins" in tables:
        _check_skills(tables["besoins"], findings)
    if "investisseurs" in tables:
        _check_tickets(tables["investisseurs"], findings)
    if "conflits" in tables:
        _check_conflicts(tables["conflits"], findings)


def _check_unique(table: Table, findings: Findings) -> None:
    first: dict[Any, int] = {}
    for line, key in zip(table.lines, table.columns["id"], strict=True):
        if key is not None and first.setdefault(key, line) != line:
            problem = f"l'identifiant « {key} » est déjà celui de la ligne {first[key]}"
            findings.fault(table.file, line, "id", key, "un identifiant différent à chaque ligne", problem)


def _check_references(table: Table, column: str, targets: list[Table], findings: Findings) -> None:
    known = {key for target in targets for key in target.columns["id"]}
    # What a reference points to may be the very row that was refused.
    if None in known or not all(target.complete for target in targets):
        return
    names = " ou ".join(target.schema.name for target in targets)
    hints = 0
    for line, key in zip(table.lines, table.columns[column], strict=True):
        if key and key not in known:
            hint = close_ids(key, known) if hints < _HINTS else ()
            hints += 1
            expected = f"un identifiant de la table {names}" + (f" (proches : {', '.join(hint)})" if hint else "")
            findings.fault(table.file, line, column, key, expected, f"aucune ligne ne porte l'identifiant « {key} »")


def _check_skills(needs: Table, findings: Findings) -> None:
    column = "competences"
    if not any(needs.columns[column]):
        return
    # Late: few tables have this column, and the taxonomy takes a while to read.
    from ptce_match.skills import default_taxonomy, nearest

    taxonomy = default_taxonomy()
    hints: dict[str, str] = {}
    for line, skills in zip(needs.lines, needs.columns[column], strict=True):
        for skill in skills or ():
            if skill in taxonomy:
                continue
            if skill not in hints and len(hints) < _HINTS:
                hints[skill] = ", ".join(near.id for near in nearest(taxonomy, skill))
            hint = f" (proches : {near})" if (near := hints.get(skill)) else ""
            expected = f"des identifiants de compétences, comme les donne « ptce-match skills »{hint}"
            problem = f"aucune compétence du référentiel ne porte l'identifiant « {shown(skill)} »"
            findings.fault(needs.file, line, column, skill, expected, problem)


def close_ids(id: str, known: set[str]) -> tuple[str, ...]:
    """Return the identifiers, three at most, that look most like one that is not there."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        id, sorted(known), scorer=fuzz.ratio, processor=utils.default_process, limit=_CLOSE, score_cutoff=60
    )
    return tuple(choice for choice, _, _ in found)


def _check_tickets(table: Table, findings: Findings) -> None:
    rows = zip(table.lines, table.columns["ticket_min"], table.columns["ticket_max"], strict=True)
    for line, smallest, largest in rows:
        if smallest is not None and largest is not None and smallest > largest:
            problem = f"ticket_max ({largest:g} €) est plus petit que ticket_min ({smallest:g} €)"
            findings.fault(table.file, line, "ticket_max", f"{largest:g}", "au moins ticket_min", problem)


def _check_conflicts(table: Table, findings: Findings) -> None:
    names = ("personne_id", "projet_id", "autre_personne_id")
    for line, person, project, other in zip(table.lines, *(table.columns[name] for name in names), strict=True):
        if None in (project, other):
            continue
        if bool(project) == bool(other):
            problem = "projet_id et autre_personne_id sont " + ("remplis tous les deux" if project else "vides")
            findings.fault(table.file, line, "projet_id", project, "l'un des deux, et un seul", problem)
        elif person == other:
            problem = f"« {person} » ne peut pas être en conflit avec soi-même"
            findings.fault(table.file, line, "autre_personne_id", other, "une autre personne", problem)
