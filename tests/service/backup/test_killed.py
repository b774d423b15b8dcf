"""A backup that is killed halfway: the target is the earlier one, or not there; the database is unharmed."""

from __future__ import annotations

import signal
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from service.backup.taking import take
from tests.service.backup.content import enter, people
from tests.service.house import START

if TYPE_CHECKING:
    from pathlib import Path

    from service.settings import Settings

_TAKE: Final = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from service.backup.taking import take
from service.settings import Settings

def told(done, total):
    print(done, total, flush=True)
    sys.stdin.readline()

url, data, target = sys.argv[1:]
settings = Settings(demo=True, database_url=url, data_folder=Path(data))
take(settings, Path(target), datetime.now(UTC), told)
"""


def killed_halfway(settings: Settings, target: Path) -> None:
    """Start a backup as a real process, and kill it while it copies: it says when, and waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", _TAKE, settings.database, str(settings.data_folder), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline(), "the copy has begun"
    process.kill()
    assert process.wait(timeout=30) == -signal.SIGKILL
    process.communicate()


@pytest.mark.parametrize("earlier", [False, True], ids=["none before", "one before"])
def test_the_target_is_what_it_was(settings: Settings, tmp_path: Path, *, earlier: bool) -> None:
    enter(settings, ["Annick"])
    target = tmp_path / "sauvegardes" / "copie.zip"
    target.parent.mkdir()
    if earlier:
        take(settings, target, START)
    before = target.read_bytes() if earlier else None
    killed_halfway(settings, target)
    assert (target.read_bytes() if target.exists() else None) == before
    assert people(settings) == {"Annick"}
    enter(settings, ["Paulo"])


def test_the_next_one_tidies_up(sqlite_settings: Settings, tmp_path: Path) -> None:
    """What the killed process left holds people's data: it does not stay."""
    enter(sqlite_settings, ["Annick"])
    target = tmp_path / "sauvegardes" / "copie.zip"
    target.parent.mkdir()
    killed_halfway(sqlite_settings, target)
    assert list(target.parent.iterdir()), "a kill leaves no time to tidy up"
    take(sqlite_settings, target, START)
    assert list(target.parent.iterdir()) == [target]
    assert zipfile.ZipFile(target).testzip() is None
