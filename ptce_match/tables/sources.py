"""Where tables come from: a folder of CSV files, or one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ptce_match.tables.csv_reading import read_csv
from ptce_match.tables.findings import Findings, shown
from ptce_match.tables.folding import title_key
from ptce_match.tables.raw import RawTable, assemble
from ptce_match.tables.workbook_reading import Workbook, WorkbookError, open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ptce_match.tables.schema import Schema

WORKBOOKS: Final = (".xlsx", ".ods")
_TABULAR: Final = (".csv", ".tsv", ".txt", ".xls", *WORKBOOKS)
_WANTED: Final = "un dossier de fichiers CSV, ou un classeur .xlsx ou .ods"


def read_source(path: Path, schemas: Sequence[Schema], findings: Findings) -> dict[str, RawTable]:
    """Read the tables that a folder or a workbook holds.

    Returns
    -------
    dict of str to RawTable
        By name of schema. What is missing or cannot be read is not there, and is told in `findings`.
    """
    try:
        if path.is_dir():
            return _read_folder(path, schemas, findings)
        if path.is_file() and path.suffix.lower() in WORKBOOKS:
            return _read_workbook(path, schemas, findings)
        problem = "ce n'est ni un dossier ni un classeur" if path.exists() else "ce dossier ou ce classeur n'existe pas"
    except OSError as error:
        problem = f"la lecture a échoué ({error.strerror})"
    except ValueError:  # a NUL in the path
        problem = "ce nom de fichier n'est pas possible"
    findings.fault(path.name or str(path), None, "", "", _WANTED, problem)
    return {}


def _read_folder(folder: Path, schemas: Sequence[Schema], findings: Findings) -> dict[str, RawTable]:
    files = [entry for entry in sorted(folder.iterdir()) if _is_tabular(entry)]
    readable = {entry.name: entry.stem for entry in files if entry.suffix.lower() == ".csv"}
    other = [entry.name for entry in files if entry.name not in readable]
    names = _matched(readable, other, "le fichier", schemas, findings)
    tables = {
        schema.name: read_csv(folder / names[schema.name], [c.name for c in schema.columns], findings)
        for schema in schemas
        if schema.name in names
    }
    return {name: table for name, table in tables.items() if table}


def _is_tabular(entry: Path) -> bool:
    return entry.suffix.lower() in _TABULAR and not entry.name.startswith((".", "~$"))


def _read_workbook(path: Path, schemas: Sequence[Schema], findings: Findings) -> dict[str, RawTable]:
    tables: dict[str, RawTable | None] = {}
    try:
        with open_workbook(path) as workbook:
            if workbook.failed:
                _tell_failed(path.name, workbook, findings)
            names = _matched({name: name for name in workbook.sheets}, [], "la feuille", schemas, findings)
            for (name, sheet), rows in zip(names.items(), workbook.rows(list(names.values())), strict=True):
                tables[name] = assemble(f"{path.name}, feuille « {sheet} »", rows, findings)
    except WorkbookError as error:
        findings.fault(path.name, None, "", "", "un classeur .xlsx ou .ods qui s'ouvre", str(error))
    return {name: table for name, table in tables.items() if table}


def _tell_failed(file: str, workbook: Workbook, findings: Findings) -> None:
    count, first = len(workbook.failed), workbook.failed[0]
    cells = (
        "d'une cellule a échoué (#N/A, #REF!…), en"
        if count == 1
        else f"de {count} cellules a échoué (#N/A, #REF!…), d'abord en"
    )
    problem = f"la formule {cells} {first}"
    findings.notice(file, None, "", "", "ces cellules sont lues comme vides", problem)


def _matched(
    labels: Mapping[str, str], other: Iterable[str], what: str, schemas: Sequence[Schema], findings: Findings
) -> dict[str, str]:
    """Return which label stands for which schema; tell the ones that stand for none, and the schemas without any."""
    by_key: dict[str, list[str]] = {}
    for label, name in labels.items():
        by_key.setdefault(title_key(name), []).append(label)
    found = {schema.name: by_key.pop(title_key(schema.name), []) for schema in schemas}
    unknown = [*(label for same in by_key.values() for label in same), *other]
    wanted = ", ".join(schema.name for schema in schemas)
    for label in unknown:
        findings.notice(
            label, None, "", "", f"rien n'en est lu ; noms reconnus : {wanted}", "aucune table ne porte ce nom"
        )
    for schema in schemas:
        same = found[schema.name]
        if len(same) > 1:
            problem = f"plusieurs tables portent le même nom : {', '.join(map(shown, same))}"
            findings.fault(schema.name, None, "", "", f"{what} « {schema.name} » une seule fois", problem)
        elif not same and not schema.optional:
            present = f" (présents mais inconnus : {', '.join(map(shown, unknown))})" if unknown else ""
            findings.fault(schema.name, None, "", "", f"{what} « {schema.name} »", f"la table manque{present}")
    return {name: same[0] for name, same in found.items() if len(same) == 1}
