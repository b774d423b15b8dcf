"""Kinds with few possible values: closed lists, yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ptce_match.tables.cells import Cell, CellError, as_text
from ptce_match.tables.findings import shown
from ptce_match.tables.folding import choice_key, title_key

_YES: Final = frozenset({"oui", "o", "x", "vrai", "true", "yes", "y", "1"})
_NO: Final = frozenset({"non", "n", "faux", "false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One wording of a closed list, whatever its case, accents, gender or apostrophes.

    Attributes
    ----------
    options : tuple of str
        The wordings; members of a `StrEnum` are given back as such.
    """

    options: tuple[str, ...]
    _by_key: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {choice_key(option): option for option in self.options}
        if len(by_key) < len(self.options):
            raise ValueError(f"two of {self.options} cannot be told apart")
        object.__setattr__(self, "_by_key", by_key)

    @property
    def expected(self) -> str:
        """What is expected, in French."""
        return "l'une de ces valeurs : " + ", ".join(self.options)

    def parse(self, cell: Cell) -> str:
        """Return the option."""
        text = as_text(cell)
        option = self._by_key.get(choice_key(text[:200]))
        if option is None:
            raise CellError(self._hint(text))
        return option

    def _hint(self, text: str) -> str:
        from rapidfuzz import fuzz, process

        close = process.extractOne(choice_key(text[:200]), list(self._by_key), scorer=fuzz.ratio, score_cutoff=75)
        return f"« {shown(text)} » n'existe pas, vouliez-vous dire « {self._by_key[close[0]]} » ?" if close else ""

    def render(self, value: str) -> Cell:
        """Return the cell to write."""
        if value not in self.options:
            raise CellError
        return str(value)


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false, written oui or non."""

    expected: str = "oui ou non"

    def parse(self, cell: Cell) -> bool:
        """Return True for oui, x, vrai or 1; False for non, faux or 0."""
        word = title_key(as_text(cell)[:20])
        if word not in _YES and word not in _NO:
            raise CellError
        return word in _YES

    def render(self, value: bool) -> Cell:  # noqa: FBT001 the value itself, not an option
        """Return the cell to write."""
        return "oui" if value else "non"
