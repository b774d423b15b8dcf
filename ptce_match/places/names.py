"""Look-ups from a folded name, a postal code or a department to rows of the table."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ptce_match.places.commune import department_of
from ptce_match.places.spelling import fold, without_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ptce_match.places.table import Table


class NameIndex:
    """The names and codes of a table; a row is a position in ``table.communes``.

    Attributes
    ----------
    present : mapping of str to list of int
        Rows by folded official name.
    bare : mapping of str to list of int
        Rows by folded name without its article, of the communes that have one.
    former : mapping of str to list of int
        Rows of today by folded name of a commune that they took over.
    by_code : mapping of str to list of int
        Rows by postal code.
    """

    def __init__(self, table: Table, row_of: Mapping[str, int]) -> None:
        self.present: dict[str, list[int]] = defaultdict(list)
        self.bare: dict[str, list[int]] = defaultdict(list)
        self.former: dict[str, list[int]] = defaultdict(list)
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self._spellings: list[list[str]] = []
        self._department_of = [department_of(commune[0]) for commune in table.communes]
        self._departments: dict[str, list[int]] = defaultdict(list)
        self._close: dict[str, tuple[list[str], list[int]]] = {}
        for row, (_, _, name, postal_codes, *_rest) in enumerate(table.communes):
            self._departments[self._department_of[row]].append(row)
            for code in postal_codes.split():
                self.by_code[code].append(row)
            folded = fold(name)
            self.present[folded].append(row)
            bare = without_article(folded)
            if bare != folded:
                self.bare[bare].append(row)
            self._spellings.append([bare])
        for _, name, commune in table.former:
            folded, row = fold(name), row_of[commune]
            if folded and row not in self.former[folded]:
                self.former[folded].append(row)
                self._spellings[row].append(without_article(folded))

    def tiers(self, name: str) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """Return the rows that bear a folded name, surest kind first: official, without its article, former."""
        return self.present.get(name, ()), self.bare.get(name, ()), self.former.get(name, ())

    def departments_of(self, code: str) -> frozenset[str]:
        """Return the departments of the communes with a postal code; of its first digits when no commune has it."""
        if code in self.by_code:
            return frozenset(self._department_of[row] for row in self.by_code[code])
        if code.startswith("20"):
            return frozenset({"2A", "2B"})
        return frozenset({department_of(code)})

    def spellings_with_code(self, code: str) -> tuple[list[str], list[int]]:
        """Return the names to compare with under a postal code, without article, and the row of each."""
        return self._pairs(self.by_code.get(code, ()))

    def spellings_in_department(self, department: str) -> tuple[list[str], list[int]]:
        """Return the names to compare with in a department, without article, and the row of each."""
        if department not in self._close:
            self._close[department] = self._pairs(self._departments.get(department, ()))
        return self._close[department]

    def spellings_like(self, name: str) -> tuple[list[str], list[int]]:
        """Return the names of the whole country that begin with the same letter, and the row of each."""
        initial = without_article(name)[:1]
        key = f"initial {initial}"
        if key not in self._close:
            rows = [row for row, names in enumerate(self._spellings) if names[0].startswith(initial)]
            self._close[key] = self._pairs(rows)
        return self._close[key]

    def _pairs(self, rows: Sequence[int]) -> tuple[list[str], list[int]]:
        names = [(name, row) for row in rows for name in self._spellings[row]]
        return [name for name, _ in names], [row for _, row in names]
