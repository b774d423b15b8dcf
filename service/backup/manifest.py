"""What a backup says of itself."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from typing import IO

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CONTENT: Final[dict[str, str]] = {"sqlite": "ptce.sqlite", "postgresql": "ptce.dump"}
_BLOCK: Final = 1 << 20


class BackupError(InputError):
    """A backup that cannot be taken or put back; the text says why and the way out."""


class Manifest(BaseModel):
    """What is inside, and how to know that it is whole.

    Attributes
    ----------
    kind : str
        `sqlite` (a database file) or `postgresql` (an archive of pg_dump).
    version, revision : str
        Of the program and of the tables.
    tool : str
        The pg_dump that wrote the archive, empty for SQLite.
    sha256, bytes : str, int
        Of the content, once unpacked.
    counts : dict
        Number of rows by table, at the moment of the copy.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Literal[1] = FORMAT
    kind: Literal["sqlite", "postgresql"]
    version: str
    revision: str
    taken_at: datetime
    tool: str = ""
    sha256: str
    bytes: int
    counts: dict[str, int]

    @property
    def content(self) -> str:
        """Name of the database inside the archive."""
        return CONTENT[self.kind]


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest that a backup holds.

    Raises
    ------
    BackupError
        It is none of ours, or of a later format.
    """
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        raise BackupError(
            "Le manifeste de cette sauvegarde ne se lit pas : elle est abîmée, ou vient d'une version plus récente de "
            "ptce-match. Prenez une autre sauvegarde, ou installez la version la plus récente."
        ) from error


def digest_of(file: IO[bytes]) -> tuple[str, int]:
    """Return the SHA-256 and the length of a file, from where it stands to its end."""
    digest, length = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        digest.update(block)
        length += len(block)
    return digest.hexdigest(), length
