"""Judged pairs from the training rows that the service exports: signals are those that were shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ptce_match.errors import InputError
from ptce_match.tables import Findings, Table, understand
from ptce_match.tables.csv_reading import read_csv
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.design import outcome_weight
from ptce_match.training.ranker.from_network import SAYS_NOTHING
from ptce_match.training.ranker.reasons import UNSAID, reason_of
from ptce_match.training.ranker.rows_schema import KEPT, MENTOR, NO_ANSWER, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

OTHER_KIND: Final = "d'investisseurs ou de partenaires"
NOT_SHOWN: Final = "de l'équipe elle-même, sans suggestion affichée"
UNANSWERED: Final = "restées sans réponse"


def read_training_rows(paths: Sequence[Path]) -> Decisions:
    """Read one or more files of training rows (pages of one export, or several exports).

    Raises
    ------
    InputError
        A file does not exist.
    TableError
        Every fault of every file at once: a cell that cannot be understood, a row that stands twice.
    """
    findings = Findings()
    tables: list[Table] = []
    for path in paths:
        if not path.is_file():
            raise InputError(f"Le fichier de décisions « {path} » n'existe pas. Vérifiez son nom et son emplacement.")
        raw = read_csv(path, [column.name for column in ROWS.columns], findings)
        if raw is not None:
            tables.append(understand(ROWS, raw, findings))
    _check_once(tables, findings)
    findings.raise_faults(", ".join(path.name for path in paths))
    left_out: Counter[str] = Counter()
    pairs = []
    for table in tables:
        for row in _rows(table):
            made = _pair(row)
            if isinstance(made, JudgedPair):
                pairs.append(made)
            else:
                left_out[made] += 1
    return Decisions(tuple(pairs), dict(left_out))


@dataclass(frozen=True, slots=True)
class _Row:
    cells: dict[str, Any]

    def __getitem__(self, title: str) -> Any:
        return self.cells[title]

    @property
    def ratings(self) -> list[int]:
        given = (self["note du bénévole"], self["note du porteur"])
        return [rating for rating in given if rating is not None]


def _rows(table: Table) -> Iterator[_Row]:
    titles = [column.name for column in table.schema.columns]
    for cells in zip(*(table.columns[title] for title in titles), strict=True):
        yield _Row(dict(zip(titles, cells, strict=True)))


def _pair(row: _Row) -> JudgedPair | str:
    """Return the judged pair of a row, or why it says nothing to the ranker, in French."""
    if row["genre"] != MENTOR:
        return OTHER_KIND
    if row["issue"] == NO_ANSWER:
        return UNANSWERED
    if not row["signaux"] or row["besoin"] is None:
        return NOT_SHOWN
    kept = row["issue"] in KEPT
    rated = kept and bool(row.ratings)
    pair = JudgedPair(
        need_id=row["besoin"],
        mentor_id=row["personne"],
        day=row["semaine d'affichage"] or row["semaine de décision"],
        signals=row["signaux"],
        judgment=Judgment.RATED if rated else Judgment.ACCEPTED if kept else Judgment.REFUSED,
        reason=UNSAID if kept else reason_of(row["motif"]),
        rating=sum(row.ratings) / len(row.ratings) if rated else None,
        position=row["position"],
        encoder=row["encodeur"],
    )
    return pair if outcome_weight(pair) > 0 else SAYS_NOTHING


def _check_once(tables: Sequence[Table], findings: Findings) -> None:
    seen: dict[str, str] = {}
    for table in tables:
        for line, row in zip(table.lines, table.columns["ligne"], strict=True):
            here = f"{table.file}, ligne {line}"
            before = seen.setdefault(row, here) if row is not None else here
            if before != here:
                problem = f"« {row} » est déjà là ({before})"
                findings.fault(table.file, line, "ligne", row, "chaque décision une seule fois", problem)
