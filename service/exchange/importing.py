"""Bringing a whole network into the registry, in one transaction.

Identifiers are kept. `merge` adds what is new, updates what is known and leaves the rest; an empty cell of an optional
column changes nothing, since a table may lack the column. `replace` makes the registry what the tables say: it also sets
aside the mentors, projects, needs, investors and partners that they lack (archived or closed, never erased), brings back
those that were set aside, and deletes the decisions and conflicts that they lack, save those that a pairing wrote. An
optional table without any row changes nothing in either mode.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from service.audit import log
from service.changes import feed
from service.database.base import new_id
from service.exchange import columns, repository
from service.exchange.checking import refuse_erased
from service.exchange.comparing import Changes, Counts, Mode, compare, counts_of
from service.exchange.people import people_for, store
from service.exchange.records import CONFLICTS, MENTORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlmodel import Session

    from ptce_match.network import Network
    from service.access.actor import Actor
    from service.exchange.records import Record, Row

_TOLD_ONE_BY_ONE: Final = 200
"""With more changes than that, whoever follows the network reads all of it again."""
_CONTACT: Final = frozenset(repository.CONTACT)


def import_network(
    session: Session, now: datetime, actor: Actor, network: Network, mode: Mode = "merge", *, entity_id: str = ""
) -> Counts:
    """Bring a network into the registry; all of it, or nothing when the transaction does not end well.

    Parameters
    ----------
    session : Session
        One that writes. What it holds of the registry is read again afterwards.
    entity_id : str
        What the audit log names as the origin, such as the draft.

    Returns
    -------
    dict
        For each table of the contract, how many rows were new, changed, unchanged and missing.

    Raises
    ------
    TableError
        The network names people who were erased.
    """
    session.flush()
    repository.one_import_at_a_time(session)
    refuse_erased(session, network)
    changes = compare(session, now, network, mode, lock=True)
    store(session, people_for(session, now, changes))
    for each in changes:
        columns.place_columns(session, each.record.name, each.extras, replace=mode == "replace")
        _write(session, now, each)
        if mode == "replace":
            _set_aside(session, now, each)
    repository.queue_texts(session, now, _to_embed(changes))
    counts = counts_of(changes)
    log.record(session, now, actor, "network.import", "network", entity_id, after={"mode": mode, "tables": counts})
    told = _told(changes, mode)
    session.flush()
    feed.tell(session, *told)
    session.expire_all()
    return counts


def _write(session: Session, now: datetime, changes: Changes) -> None:
    record = changes.record
    dated = {"updated_at": now} if "updated_at" in record.table.c else {}
    made = {"created_at": now, **dated} if "created_at" in record.table.c else {}
    repository.insert_rows(
        session, record.model, [{**_identity(record), **_own(record, row), **made} for row in changes.new]
    )
    repository.update_rows(
        session, record.model, [{**_own(record, row), **dated, "id": before["id"]} for before, row in changes.changed]
    )
    repository.update_rows(
        session, record.model, [{"id": before["id"], "position": row["position"]} for before, row in changes.moved]
    )


def _identity(record: Record) -> Row:
    """Return what identifies a row that no table identifies; the database numbers the decisions."""
    return {"id": new_id("C")} if record is CONFLICTS else {}


def _own(record: Record, row: Row) -> Row:
    """Return what is kept in the record's own table."""
    return {name: value for name, value in row.items() if name not in _CONTACT} if record is MENTORS else row


def _set_aside(session: Session, now: datetime, changes: Changes) -> None:
    record = changes.record
    if record.ended:
        gone = [{"id": row["id"], record.ended: now, "updated_at": now} for row in changes.missing]
        repository.update_rows(session, record.model, gone)
    else:
        repository.delete_rows(session, record.model, [row["id"] for row in changes.missing])


def _to_embed(changes: list[Changes]) -> Iterator[tuple[str, str]]:
    for each in changes:
        record = each.record
        if not record.read:
            continue
        for row in each.new:
            yield record.kind, row["id"]
        for before, row in each.changed:
            back = before[record.ended] is not None and row[record.ended] is None
            if back or any(before[name] != row[name] for name in record.read):
                yield record.kind, row["id"]


def _told(changes: list[Changes], mode: Mode) -> list[tuple[str, str]]:
    """Return what the feed of changes says: each thing, or that everything is to be read again."""
    told: list[tuple[str, str]] = []
    for each in changes:
        touched: list[Any] = [*each.new, *(row for _, row in (*each.changed, *each.moved))]
        touched += each.missing if mode == "replace" else []
        if touched and not each.record.ended:
            return [(feed.EVERYTHING, "")]
        told += [(each.record.kind, row["id"]) for row in touched]
    return told if len(told) <= _TOLD_ONE_BY_ONE else [(feed.EVERYTHING, "")]
