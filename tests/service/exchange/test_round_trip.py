"""Whatever a network holds, importing it and exporting the registry gives it back, on both databases."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match.network import Network
from service.database.tables import METADATA
from service.exchange.exporting import as_file, exported_network
from service.exchange.schemas import ExportFormat

from ...property.test_round_trip import networks
from .networks import brought, registry

if TYPE_CHECKING:
    from service.exchange.comparing import Mode
    from tests.service.house import House

_KEPT = {"revision", "audit_entry"}


def emptied(house: House) -> None:
    """Empty the registry."""
    with house.writing() as session:
        for table in reversed(METADATA.sorted_tables):
            if table.name not in _KEPT and table.info.get("only") is None:
                session.connection().execute(table.delete())


def read_back(house: House, format: ExportFormat) -> Network:
    """Return what the library reads from an exported file."""
    with house.reading() as session:
        file = as_file(exported_network(session), format, date(2026, 11, 25))
    with TemporaryDirectory() as name:
        path = Path(name) / file.name
        if format is ExportFormat.CSV:
            zipfile.ZipFile(io.BytesIO(file.content)).extractall(name)
            return Network.read(name)
        path.write_bytes(file.content)
        return Network.read(path)


@pytest.mark.parametrize(
    ("format", "examples"), [(ExportFormat.CSV, 12), (ExportFormat.XLSX, 4), (ExportFormat.ODS, 4)]
)
def test_the_export_gives_back_the_network(house: House, format: ExportFormat, examples: int) -> None:
    @settings(max_examples=examples)
    @given(networks(), st.sampled_from(["merge", "replace"]))
    def check(network: Network, mode: Mode) -> None:
        emptied(house)
        brought(house, network, mode)
        assert read_back(house, format) == network

    check()


def test_replacing_gives_the_network_whatever_was_there(house: House) -> None:
    @settings(max_examples=10)
    @given(networks(), networks())
    def check(first: Network, second: Network) -> None:
        emptied(house)
        brought(house, first)
        house.clock.advance(seconds=1)
        brought(house, second, "replace")
        # Optional tables without a row were probably left out, and with them whatever names somebody of theirs.
        found = registry(house)
        left_out = set() if second.partners else {partner.id for partner in found.partners}
        stays = [each for each in found.conflicts if {each.person_id, each.other_person_id} & left_out]
        expected = replace(
            second,
            partners=second.partners or found.partners,
            decisions=second.decisions or found.decisions,
            conflicts=second.conflicts or tuple(each for each in found.conflicts if each not in stays),
        )
        assert replace(found, conflicts=tuple(each for each in found.conflicts if each not in stays)) == expected
        changes = brought(house, registry(house), "replace")
        assert sum(each["new"] + each["changed"] + each["missing"] for each in changes.values()) == 0

    check()


def test_merging_twice_is_merging_once(house: House) -> None:
    @settings(max_examples=8)
    @given(networks(), networks())
    def check(first: Network, second: Network) -> None:
        emptied(house)
        brought(house, first)
        brought(house, second)
        once = registry(house)
        changes = brought(house, second)
        assert registry(house) == once
        assert sum(each["new"] + each["changed"] for each in changes.values()) == 0

    check()
