"""Which version is in use, and every promotion before it: one small file, replaced in one step."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from ptce_match.errors import ModelError
from ptce_match.models.folder import told
from ptce_match.models.version import ID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE_NAME: Final = "champion.json"
PRIOR: Final = "prior"
"""What the published weights are called where a version is named."""
PROMOTED: Final = "promotion"
ROLLED_BACK: Final = "retour"


@dataclass(frozen=True, slots=True)
class Promotion:
    """One change of champion.

    Attributes
    ----------
    version : str
        Identifier of a version, or "prior".
    sha256 : str
        Of its `ranker.json`; "" for the prior.
    at : str
        Moment in UTC, ISO 8601.
    how : str
        "promotion", or "retour" to the champion before.
    forced : bool
        Whether somebody decided so against the contest.
    """

    version: str
    sha256: str
    at: str
    how: str = PROMOTED
    forced: bool = False


def read_promotions(folder: Path) -> tuple[Promotion, ...]:
    """Return every promotion, oldest first; none where there is no file.

    Raises
    ------
    ModelError
        The file does not hold promotions.
    InputError
        It cannot be read.
    """
    path = folder / FILE_NAME
    with told(folder, "ne peut pas être lu"):
        if not path.exists():
            return ()
        content = path.read_bytes()
    try:
        return tuple(_checked(Promotion(**each)) for each in json.loads(content)["promotions"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"Le fichier « {path} », qui dit quel classement sert, est abîmé. Remettez-le depuis une sauvegarde, ou "
            "supprimez-le : le classement publié servira de nouveau."
        ) from error


def rendered_promotions(promotions: Sequence[Promotion]) -> bytes:
    """Return the content of the file."""
    return json.dumps({"promotions": [asdict(each) for each in promotions]}, indent=2).encode() + b"\n"


def standing(promotions: Sequence[Promotion]) -> list[Promotion]:
    """Return the promotions that hold: a rollback takes away the last one that does."""
    held: list[Promotion] = []
    for promotion in promotions:
        if promotion.how == PROMOTED:
            held.append(promotion)
        elif held:
            held.pop()
    return held


def _checked(promotion: Promotion) -> Promotion:
    if promotion.how not in (PROMOTED, ROLLED_BACK):
        raise ValueError("a champion comes by promotion or by rollback")
    if promotion.version != PRIOR and not (
        ID.fullmatch(promotion.version) and promotion.sha256.startswith(promotion.version)
    ):
        raise ValueError("a version is named by its digest")
    return promotion
