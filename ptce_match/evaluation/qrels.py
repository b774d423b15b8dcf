"""Relevance judgments (qrels): which documents people found right for which query, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.errors import InputError
from ptce_match.tables import Column, Findings, Identifier, Integer, Schema, Table, understand
from ptce_match.tables.csv_reading import read_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ptce_match.network import Network
    from ptce_match.tables.raw import RawTable

HIGHEST_GRADE: Final = 3


@dataclass(frozen=True, slots=True)
class Qrels:
    """Judgments as a matrix.

    Attributes
    ----------
    query_ids : tuple of str
        Queries with at least one document of grade 1 or more, in their own order. The others cannot tell a good
        ranking from a bad one, and are left out.
    document_ids : tuple of str
        All documents that may be ranked.
    grades : NDArray of int8, shape (n_queries, n_documents)
        0 = not judged or useless, 3 = exactly right.
    """

    query_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    grades: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Layout:
    """The titles of a file of judgments, and what its identifiers must be, in French."""

    query: str
    document: str
    grade: str
    known_queries: str
    known_documents: str

    @property
    def schema(self) -> Schema:
        """The columns, each to be filled in every row."""
        ids = [Column(title, Identifier(), filled=True) for title in (self.query, self.document)]
        return Schema("qrels", (*ids, Column(self.grade, Integer(0, HIGHEST_GRADE), filled=True)))


MENTORS: Final = Layout("besoin_id", "benevole_id", "pertinence", "un besoin du réseau", "un bénévole du réseau")
INVESTORS: Final = Layout(
    "projet_id", "investisseur_id", "pertinence", "un projet du réseau", "un investisseur du réseau"
)


def read_mentor_qrels(path: Path | str, network: Network) -> Qrels:
    """Read the judgments of mentors for needs: a CSV file titled ``besoin_id,benevole_id,pertinence``.

    Raises
    ------
    InputError
        The file does not exist.
    TableError
        Titles or cells are missing, an identifier is unknown, a grade is not an integer from 0 to 3, a pair bears
        two grades, or nothing is judged 1 or more: every fault at once.
    """
    needs, mentors = [need.id for need in network.needs], [mentor.id for mentor in network.mentors]
    return _read_csv(Path(path), MENTORS, needs, mentors)


def read_investor_qrels(path: Path | str, network: Network) -> Qrels:
    """Read the judgments of investors for projects: a CSV file titled ``projet_id,investisseur_id,pertinence``.

    Raises as `read_mentor_qrels`.
    """
    projects, investors = [project.id for project in network.projects], [one.id for one in network.investors]
    return _read_csv(Path(path), INVESTORS, projects, investors)


def _read_csv(path: Path, layout: Layout, query_ids: Sequence[str], document_ids: Sequence[str]) -> Qrels:
    if not path.is_file():
        raise InputError(f"Le fichier de jugements « {path} » n'existe pas. Vérifiez son nom et son emplacement.")
    findings = Findings()
    raw = read_csv(path, [column.name for column in layout.schema.columns], findings)
    return gather(raw, layout, query_ids, document_ids, findings, source=path.name)


def gather(
    raw: RawTable | None,
    layout: Layout,
    query_ids: Sequence[str],
    document_ids: Sequence[str],
    findings: Findings,
    *,
    source: str,
) -> Qrels:
    """Make a matrix of a table of judgments.

    Parameters
    ----------
    raw : RawTable or None
        The table; None where it could not be read, which `findings` tells already.
    layout : Layout
        Its titles.
    query_ids, document_ids : sequence of str
        The rows and columns of the matrix.
    findings : Findings
        Faults found so far; more are added.
    source : str
        What the error is about.

    Raises
    ------
    TableError
        As in `read_mentor_qrels`.
    """
    table = understand(layout.schema, raw, findings) if raw else None
    row_of = {query: row for row, query in enumerate(query_ids)}
    column_of = {document: column for column, document in enumerate(document_ids)}
    if table:
        _check_known(table, layout.query, row_of, layout.known_queries, findings)
        _check_known(table, layout.document, column_of, layout.known_documents, findings)
        _check_consistent(table, layout, findings)
    findings.raise_faults(source)
    grades = np.zeros((len(query_ids), len(document_ids)), dtype=np.int8)
    for query, document, grade in _judgments(table, layout) if table else []:
        grades[row_of[query], column_of[document]] = grade
    judged: NDArray[np.bool_] = np.asarray((grades > 0).any(axis=1))
    if not judged.any():
        expected = "au moins une pertinence de 1 ou plus"
        findings.fault(source, None, layout.grade, "", expected, "il n'y a rien à mesurer")
        findings.raise_faults(source)
    return Qrels(tuple(compress(query_ids, judged)), tuple(document_ids), grades[judged])


def _judgments(table: Table, layout: Layout) -> list[tuple[str, str, int]]:
    return list(zip(*(table.columns[title] for title in (layout.query, layout.document, layout.grade)), strict=True))


def _check_known(table: Table, title: str, known: Mapping[str, int], expected: str, findings: Findings) -> None:
    for line, value in zip(table.lines, table.columns[title], strict=True):
        # None stands for a cell that was refused, and told.
        if value is not None and value not in known:
            findings.fault(table.file, line, title, value, expected, f"« {value} » est inconnu")


def _check_consistent(table: Table, layout: Layout, findings: Findings) -> None:
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for line, (query, document, grade) in zip(table.lines, _judgments(table, layout), strict=True):
        if None in (query, document, grade):
            continue
        before, at = first.setdefault((query, document), (grade, line))
        if before != grade:
            problem = f"« {query} » et « {document} » ont déjà reçu la pertinence {before}, ligne {at}"
            findings.fault(table.file, line, layout.grade, str(grade), "un seul jugement par paire", problem)
