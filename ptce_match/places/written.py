"""What a person wrote for a place, taken apart: a folded name, a postal code, sometimes a department."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ptce_match.places.spelling import fold

_CEDEX: Final = re.compile(r"\bcedex\b.*", re.IGNORECASE | re.DOTALL)
_CODE_IN_NAME: Final = re.compile(r"(?<![0-9])(?:[fF]-)?([0-9]{5})(?![0-9])")
_DEPARTMENT: Final = re.compile(r"\(\s*([0-9]{2,3}|2[abAB])\s*\)")
_ARTICLE_BEHIND: Final = re.compile(
    r"^(.*\w)\s*[(,]\s*(l['’]?|la|le|les|aux|las|los)\s*\)?\s*$", re.IGNORECASE | re.DOTALL
)
_ARRONDISSEMENT: Final = re.compile(
    r"^(paris|lyon|marseille) (?:[0-9]{1,2}|[ivx]{1,5}) ?(?:er|re|e|eme|ieme|nd|nde)?(?: arr(?:ondissement|t|dt)?)?$"
)
_FRENCH_CODE: Final = re.compile(r"^(?:f ?-? ?)?([0-9]{4,5})(?:[.,]0+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A place as it was written.

    Attributes
    ----------
    label : str
        The words as they stand, for messages.
    name : str
        Folded name, without what the other fields hold.
    code : str
        Five digits, or what was written when that is no postal code, or "".
    department : str
        Code given in brackets behind the name ("17"), or "".
    cedex : bool
        Whether the name ends in "cedex", which calls for a code that no commune has.
    """

    label: str
    name: str
    code: str
    department: str
    cedex: bool

    @property
    def has_code(self) -> bool:
        """Whether the code has the form of a French postal code."""
        return len(self.code) == 5 and self.code.isascii() and self.code.isdigit()


def read_written(name: str, postal_code: str = "") -> Written:
    """Take apart a name such as "17103 La Rochelle Cedex", "Gicq (Le)" or "Paris 12e", and a postal code.

    A postal code may stand in the name when the field for it is empty; a code that a spreadsheet has turned into a
    number ("1400", "17000.0") is restored.
    """
    label = " ".join(name.split())
    code = clean_code(postal_code)
    text, cedex_ends = _CEDEX.subn(" ", label)
    inside = _CODE_IN_NAME.search(label)
    if inside and code in ("", inside[1]):
        code = inside[1]
        text = _CODE_IN_NAME.sub(" ", text)
        text = re.sub(r"\(\s*\)", " ", text)
    department = _DEPARTMENT.search(text)
    if department:
        text = _DEPARTMENT.sub(" ", text)
    behind = _ARTICLE_BEHIND.match(text.strip())
    if behind:
        text = f"{behind[2]} {behind[1]}"
    folded = fold(text)
    district = _ARRONDISSEMENT.match(folded)
    return Written(
        label=label,
        name=district[1] if district else folded,
        code=code,
        department=department[1].upper() if department else "",
        cedex=cedex_ends > 0,
    )


def clean_code(postal_code: str) -> str:
    """Return a postal code as five digits, or the text with single spaces when it is something else."""
    text = " ".join(postal_code.split())
    digits = _FRENCH_CODE.match(text.replace(" ", ""))
    return digits[1].zfill(5) if digits else text
