"""A large network is read in seconds; `pytest tests/network/test_speed.py -s` prints how many."""

from __future__ import annotations

import csv
from itertools import cycle, islice
from time import process_time
from typing import TYPE_CHECKING

import pytest

from ptce_match.network import Network
from ptce_match.resources import resource

from .rows import write_rows

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 100_000


@pytest.mark.slow
def test_a_hundred_thousand_mentors_are_read_within_ten_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(tmp_path, historique=None, conflits=None)
    with resource("data", "demo", "benevoles.csv").open(encoding="utf-8-sig", newline="") as file:
        titles, *mentors = csv.reader(file)
    with (tmp_path / "benevoles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(titles)
        # Every text is made different, as it would be: texts that come back are understood only once.
        for number, (_, name, *rest) in enumerate(islice(cycle(mentors), ROWS)):
            profile = titles.index("profil") - 2
            rest[profile] += f" ({number})"
            writer.writerow([f"B{number}", f"{name} {number}", *rest])
    begin = process_time()
    network = Network.read(tmp_path)
    seconds = process_time() - begin
    with capsys.disabled():
        print(f"\n{ROWS} mentors read in {seconds:.1f} s")  # noqa: T201 the measurement is what this test is for
    assert len(network.mentors) == ROWS
    assert seconds < 10
