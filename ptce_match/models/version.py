"""One version of the learned ranker: its numbers, what it was learned from, what it was worth.

A version is a folder of two files. `ranker.json` holds everything; the version's name is the beginning of its SHA-256,
so a file that was changed no longer bears its own name. `ranker.skops` holds the same numbers as a scikit-learn model,
for analysts; its SHA-256 stands in the JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ptce_match.errors import ModelError
from ptce_match.models.weights_json import weights_from_json, weights_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ptce_match.ranker import Weights

JSON_NAME: Final = "ranker.json"
SKOPS_NAME: Final = "ranker.skops"
ID: Final = re.compile(r"[0-9a-f]{12}")
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a version.

    Attributes
    ----------
    made_at : str
        Moment in UTC, ISO 8601.
    parent : str
        The champion of that moment: an identifier, or "prior".
    program : str
        Version of ptce-match.
    data : mapping
        SHA-256 and size of the decisions, first and last day, what was left out.
    metrics : mapping
        What was measured.
    verdict : mapping
        What the contest with `parent` gave: "wins", and French "sentences".
    """

    made_at: str
    parent: str
    program: str
    data: Mapping[str, Any]
    metrics: Mapping[str, Any]
    verdict: Mapping[str, Any]

    @property
    def wins(self) -> bool:
        """Whether the contest lets this version replace its parent."""
        return self.verdict["wins"] is True


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was read, or is about to be written.

    Attributes
    ----------
    id : str
        The first 12 hexadecimal digits of `sha256`.
    sha256 : str
        Of `ranker.json`.
    """

    id: str
    sha256: str
    weights: Weights
    evidence: Evidence


def rendered(weights: Weights, evidence: Evidence, skops: bytes) -> tuple[Version, bytes]:
    """Return a new version and the content of its `ranker.json`."""
    document = {
        "format": _FORMAT,
        "weights": weights_to_json(weights),
        "made_at": evidence.made_at,
        "parent": evidence.parent,
        "program": evidence.program,
        "data": dict(evidence.data),
        "metrics": dict(evidence.metrics),
        "verdict": dict(evidence.verdict),
        "skops_sha256": hashlib.sha256(skops).hexdigest(),
    }
    content = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"
    sha256 = hashlib.sha256(content).hexdigest()
    return _version(document, sha256), content


def read_version(folder: Path) -> Version:
    """Read the version that a folder holds, once its files are known to be the ones that were written.

    Raises
    ------
    ModelError
        A file is missing, was changed, or does not hold a ranker.
    """
    content, skops = _bytes(folder / JSON_NAME), _bytes(folder / SKOPS_NAME)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256[: len(folder.name)] != folder.name or not ID.fullmatch(folder.name):
        raise _altered(folder / JSON_NAME)
    try:
        document = json.loads(content)
        if document["format"] != _FORMAT:
            raise ModelError(
                f"La version « {folder.name} » a été écrite par un autre ptce-match ({document.get('program')}). "
                "Mettez le programme à jour, ou apprenez de nouveau avec ptce-match train ranker."
            )
        version, expected = _version(document, sha256), document["skops_sha256"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"Le fichier « {folder / JSON_NAME} » ne décrit pas un classement. {WAY_OUT}") from error
    if hashlib.sha256(skops).hexdigest() != expected:
        raise _altered(folder / SKOPS_NAME)
    return version


def _version(document: dict[str, Any], sha256: str) -> Version:
    verdict = document["verdict"]
    if not isinstance(verdict["wins"], bool) or not isinstance(verdict["sentences"], list):
        raise TypeError("a verdict says whether the version wins, and why")
    names = ("made_at", "parent", "program", "data", "metrics", "verdict")
    short = sha256[:12]
    return Version(
        short, sha256, weights_from_json(document["weights"], short), Evidence(*(document[n] for n in names))
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"Le fichier « {path} » manque ou ne peut pas être lu. {WAY_OUT}") from error


def _altered(path: Path) -> ModelError:
    return ModelError(
        f"Le fichier « {path} » n'est plus celui qui a été enregistré : son empreinte SHA-256 diffère. {WAY_OUT}"
    )


WAY_OUT: Final = (
    "Remettez le dossier depuis une sauvegarde, ou revenez au classement publié : ptce-match models promote prior"
)
