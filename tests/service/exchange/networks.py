"""Networks to import, and the registry as an export gives it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ptce_match.network import Network
from service.access.actor import SYSTEM
from service.exchange.exporting import exported_network
from service.exchange.importing import import_network
from service.jobs.runner import RunJobs
from tests.service.small_network import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from service.exchange.comparing import Counts, Mode
    from tests.service.house import House


def written(folder: Path, **changed: str | None) -> Path:
    """Write the small network into a folder, with some tables replaced or, by None, left out."""
    folder.mkdir(exist_ok=True)
    for name, content in (TABLES | changed).items():
        if content is not None:
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def small(folder: Path) -> Network:
    """Return the small network."""
    return Network.read(written(folder))


def brought(house: House, network: Network, mode: Mode = "merge") -> Counts:
    """Import a network behind the service's back."""
    with house.writing() as session:
        return import_network(session, house.clock(), SYSTEM, network, mode)


def registry(house: House) -> Network:
    """Return the registry as it is exported."""
    with house.reading() as session:
        return exported_network(session)


def edited(network: Network, table: str, key: str, **values: Any) -> Network:
    """Return a network in which one row has other values."""
    rows = [replace(row, **values) if row.id == key else row for row in getattr(network, table)]
    return replace(network, **{table: tuple(rows)})


def lacking(network: Network, *keys: str) -> Network:
    """Return a network without some rows and without what names them."""

    def names(row: Any) -> set[Any]:
        found = {getattr(row, name) for name in row.__slots__ if name == "id" or name.endswith("_id")}
        return found & set(keys)

    tables = ("mentors", "projects", "needs", "investors", "partners", "decisions", "conflicts")
    kept: dict[str, Any] = {t: tuple(row for row in getattr(network, t) if not names(row)) for t in tables}
    return replace(network, **kept)


def run_jobs(house: House) -> None:
    """Do the jobs that are queued, and nothing else that is due."""
    duty = RunJobs(house.settings, house.state.database, house.clock, house.state.matcher)
    while duty.run():
        pass
