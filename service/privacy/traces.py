"""A person's name and contact details in the texts of others: found, and struck out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from service.privacy.inventory import words
from service.privacy.repository import texts

if TYPE_CHECKING:
    from sqlmodel import Session

    from service.privacy.repository.belongings import Belongings

STRUCK: Final = "[effacé]"
_FEWEST_DIGITS: Final = 6
_SEARCHED: Final = (
    "mentor",
    "investor",
    "partner",
    "project",
    "need",
    "collective",
    "conflict",
    "decision",
    "pairing",
    "feedback",
    "meeting",
)


class Traces:
    """Finds one person in texts by full name (in either order), e-mail addresses and telephone number.

    A single word is no name: striking out every « Rose » would spoil the texts of others.
    """

    def __init__(self, belongings: Belongings) -> None:
        person = belongings.person
        patterns = [re.escape(email) for email in belongings.emails]
        names = person.name.split()
        if len(names) > 1:
            patterns += [_spaced(names), _spaced(names[::-1])]
        digits = [character for character in person.phone if character.isdigit()]
        if len(digits) >= _FEWEST_DIGITS:
            patterns.append(r"[\s.\-]*".join(digits))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE) if patterns else None

    def in_text(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def struck(self, value: Any) -> Any:
        """Return a text, list or mapping without the person."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(STRUCK, value)
        if isinstance(value, list):
            return [self.struck(each) for each in value]
        if isinstance(value, dict):
            return {key: self.struck(each) for key, each in value.items()}
        return value

    def strike_out(self, session: Session) -> list[tuple[str, str]]:
        """Strike the person out of every free text of the registry; return what changed, by table and identifier."""
        changed: list[tuple[str, str]] = []
        for table in _SEARCHED:
            for row in texts.rows(session, table, words(table)):
                if self._in_row(row.values):
                    texts.replace(
                        session, table, row.key, {name: self.struck(value) for name, value in row.values.items()}
                    )
                    changed.append((table, str(row.key[0])))
        return changed

    def _in_row(self, values: dict[str, Any]) -> bool:
        return any(
            self.in_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            for value in values.values()
            if value
        )


def _spaced(parts: list[str]) -> str:
    return r"\s+".join(re.escape(part) for part in parts)
