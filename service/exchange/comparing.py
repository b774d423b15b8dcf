"""What an import would change: each row of the tables against the row that the registry has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from service.exchange import columns, repository
from service.exchange.records import RECORDS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from ptce_match.network import Network
    from ptce_match.tables import ExtraColumn
    from service.exchange.records import Record, Row

Mode = Literal["merge", "replace"]
"""`merge`: rows are added and updated, the others stay. `replace`: the others are set aside as well."""

Counts = dict[str, dict[str, int]]
"""For each table of the contract, how many rows are new, changed..."""


@dataclass
class Changes:
    """What becomes of one table.

    Attributes
    ----------
    extras : list of ExtraColumn
        The team's own columns.
    new : list of Row
        Rows to add; `extras` and `position` included.
    changed : list of pairs of Row
        The stored row, and the values that take the place of its own.
    moved : list of pairs of Row
        Rows that only change their place among the others.
    missing : list of Row
        Stored rows, not set aside, that the tables lack.
    unchanged, set_aside : int
        How many rows say what is known; how many of the known rows are archived or closed, and stay so.
    """

    record: Record
    extras: list[ExtraColumn]
    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)
    moved: list[tuple[Row, Row]] = field(default_factory=list)
    missing: list[Row] = field(default_factory=list)
    unchanged: int = 0
    set_aside: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each."""
        return {
            "rows": len(self.new) + len(self.changed) + self.unchanged,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "missing": len(self.missing),
            "set_aside": self.set_aside,
        }


def compare(session: Session, now: datetime, network: Network, mode: Mode, *, lock: bool = False) -> list[Changes]:
    """Return what an import would change, table by table in the order of `RECORDS`; nothing is changed yet.

    Parameters
    ----------
    lock : bool
        Whether the rows of the registry are kept from others until the end of the transaction.
    """
    ids = frozenset(row.id for record in RECORDS if record.ended for row in getattr(network, record.attribute))
    return [_compared(session, now, record, network, mode, ids, lock=lock) for record in RECORDS]


def counts_of(changes: list[Changes]) -> Counts:
    """Return the counts of all tables."""
    return {each.record.name: each.counts for each in changes}


def _compared(
    session: Session, now: datetime, record: Record, network: Network, mode: Mode, ids: frozenset[str], *, lock: bool
) -> Changes:
    rows = record.rows(network)
    extras = [extra for extra in network.extras if extra.table == record.name]
    keys = columns.keys_for(columns.present(session, record.name), extras)
    for row, cells in zip(rows, columns.cells(extras, keys, len(rows)), strict=True):
        row["extras"] = cells
    kept = repository.stored(session, record, lock=lock)
    kept.sort(key=lambda row: (row["position"], row["id"]))
    known = dict(record.keyed(kept))
    changes = Changes(record, extras)
    last = -1 if mode == "replace" and kept else _place_behind(now, kept)
    for key, row in record.keyed(rows):
        before = known.pop(key, None)
        if before is None:
            row["position"] = last = last + 1
            changes.new.append(row)
            continue
        if mode == "replace":
            # In the order of the tables, with as few rows as possible that move.
            row["position"] = last = max(before["position"], last + 1)
        _weigh(changes, before, row, mode)
    changes.missing = [row for row in known.values() if _is_missing(record, row, ids, any_row=bool(rows))]
    return changes


def _place_behind(now: datetime, kept: list[Row]) -> int:
    """Return the place behind which new rows stand: that of the last row, and of entries made one by one before now."""
    places: list[int] = [row["position"] for row in kept]
    return max(int(now.timestamp() * 1_000_000) - 1, *places, -1)


def _weigh(changes: Changes, before: Row, row: Row, mode: Mode) -> None:
    record = changes.record
    row.setdefault("position", before["position"])
    if mode == "merge":
        # A table may lack this column altogether: an empty cell is no wish to forget what is known.
        row |= {name: before[name] for name, blank in record.blanks.items() if row[name] == blank}
        row["extras"] = before["extras"] | row["extras"]
    if record.ended:
        aside = before[record.ended] is not None
        row[record.ended] = before[record.ended] if mode == "merge" else None
        changes.set_aside += aside and mode == "merge"
    differs = any(before[name] != value for name, value in row.items() if name != "position")
    if differs and not _is_of_pairing(before):
        changes.changed.append((before, row))
        return
    changes.unchanged += 1
    if row["position"] != before["position"]:
        changes.moved.append((before, row))


def _is_of_pairing(row: Row) -> bool:
    """Tell whether a decision was written by a pairing, which alone may change it."""
    return row.get("pairing_id") is not None


def _is_missing(record: Record, row: Row, ids: frozenset[str], *, any_row: bool) -> bool:
    """Tell whether a stored row that the tables lack should have been there.

    An optional table without a row was probably left out. A row that names something which the tables lack (an archived
    mentor, say) was left out by the export.
    """
    if record.ended:
        return row[record.ended] is None and (any_row or not record.optional)
    return any_row and not _is_of_pairing(row) and all(row[name] in ids for name in record.parties if row[name])
