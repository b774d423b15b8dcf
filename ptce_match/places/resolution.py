"""From what was written to a commune: the rules, surest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_match.places.closeness import CODE_THRESHOLD, DEPARTMENT_THRESHOLD, closest, nearest, sharing_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ptce_match.places.commune import Commune
    from ptce_match.places.names import NameIndex
    from ptce_match.places.sentences import Sentences
    from ptce_match.places.written import Written


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written place was resolved to.

    Attributes
    ----------
    commune : Commune or None
        None when nothing fits, or when several communes fit equally.
    exact : bool
        Whether the name and the postal code agree, spelling apart.
    warning : str
        French sentences saying what is doubtful and what to do, without file or line; "" exactly when `exact`.
    """

    commune: Commune | None
    exact: bool
    warning: str


class Resolver:
    """Applies the rules in order; the first that has an answer gives it.

    1. The name belongs to the postal code: exact; with a warning for the name of a former commune.
    2. The name belongs to the department of the code: a warning, unless the code is a CEDEX and is said to be one.
    3. The name is nearly that of a commune of the code, then of the department (thresholds in `closeness`): a warning.
    4. A single commune of France, present or former, bears the name: a warning. Several: none is chosen.
    5. Nothing: no commune, and the names that come nearest.
    """

    def __init__(self, names: NameIndex, commune: Callable[[int], Commune], sentences: Sentences) -> None:
        self._names, self._commune, self._say = names, commune, sentences

    def resolve(self, written: Written) -> Resolution:
        """Return the commune that a written place stands for."""
        if not written.name:
            return self._nameless(written)
        tiers = self._names.tiers(written.name)
        return (
            self._of_code(written, tiers)
            or self._of_department(written, tiers)
            or self._close(written)
            or self._of_country(written, tiers)
            or self._unknown(written)
        )

    def _nameless(self, written: Written) -> Resolution:
        if not written.code:
            return Resolution(None, exact=False, warning=self._say.nothing_written())
        communes = self._all(self._names.by_code.get(written.code, ()))
        if len(communes) == 1:
            return Resolution(communes[0], exact=False, warning=self._say.only_code(written, communes[0]))
        if communes:
            return Resolution(None, exact=False, warning=self._say.only_shared_code(written, communes))
        return Resolution(None, exact=False, warning=self._say.only_unknown_code(written))

    def _of_code(self, written: Written, tiers: Sequence[Sequence[int]]) -> Resolution | None:
        owners = self._names.by_code.get(written.code, ())
        for rank, tier in enumerate(tiers):
            rows = [row for row in tier if row in owners]
            if len(rows) > 1:
                return self._ambiguous(written, rows)
            if rows:
                commune = self._commune(rows[0])
                former = rank == len(tiers) - 1
                warning = self._say.former(written, commune) if former else ""
                return Resolution(commune, exact=not former, warning=warning)
        return None

    def _of_department(self, written: Written, tiers: Sequence[Sequence[int]]) -> Resolution | None:
        departments = self._departments(written)
        for tier in tiers:
            rows = [row for row in tier if self._commune(row).department in departments]
            if len(rows) > 1:
                return self._ambiguous(written, rows)
            if rows:
                commune = self._commune(rows[0])
                if written.cedex and written.has_code and written.code not in self._names.by_code:
                    return Resolution(commune, exact=True, warning="")
                return Resolution(commune, exact=False, warning=self._doubtful_code(written, commune))
        return None

    def _close(self, written: Written) -> Resolution | None:
        with_code = self._names.spellings_with_code(written.code)
        rows = sharing_words(written.name, *with_code)
        if len(rows) > 1:
            return self._ambiguous(written, rows)
        row = rows[0] if rows else closest(written.name, *with_code, at_least=CODE_THRESHOLD)
        if row is None:
            row = self._closest_in_departments(written)
        if row is None:
            return None
        commune = self._commune(row)
        return Resolution(commune, exact=False, warning=self._say.close(written, commune))

    def _closest_in_departments(self, written: Written) -> int | None:
        scopes = [self._names.spellings_in_department(code) for code in self._departments(written)]
        rows = [closest(written.name, *scope, at_least=DEPARTMENT_THRESHOLD) for scope in scopes]
        found = [row for row in rows if row is not None]
        return found[0] if len(found) == 1 else None

    def _of_country(self, written: Written, tiers: Sequence[Sequence[int]]) -> Resolution | None:
        present, bare, former = tiers
        # People go on using the names of former communes, so one of them makes a present name doubtful too.
        rows = sorted({*present, *former} or {*bare})
        if len(rows) > 1:
            return Resolution(None, exact=False, warning=self._say.homonyms(written, self._all(rows)))
        if not rows:
            return None
        commune = self._commune(rows[0])
        return Resolution(commune, exact=False, warning=self._doubtful_code(written, commune))

    def _unknown(self, written: Written) -> Resolution:
        with_code = self._all(self._names.by_code.get(written.code, ()))
        near: list[int] = []
        if not with_code:
            departments = self._departments(written)
            scopes = [self._names.spellings_in_department(d) for d in sorted(departments)]
            for spellings, rows in scopes or [self._names.spellings_like(written.name)]:
                near += nearest(written.name, spellings, rows, k=3)
        return Resolution(None, exact=False, warning=self._say.unknown(written, with_code, self._all(near)))

    def _doubtful_code(self, written: Written, commune: Commune) -> str:
        return self._say.doubtful_code(written, commune, known=written.code in self._names.by_code)

    def _ambiguous(self, written: Written, rows: Iterable[int]) -> Resolution:
        return Resolution(None, exact=False, warning=self._say.ambiguous(written, self._all(rows)))

    def _departments(self, written: Written) -> frozenset[str]:
        if written.department:
            return frozenset({written.department})
        return self._names.departments_of(written.code) if written.has_code else frozenset()

    def _all(self, rows: Iterable[int]) -> list[Commune]:
        return [self._commune(row) for row in rows]
