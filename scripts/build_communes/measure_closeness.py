"""Measures the thresholds of `ptce_match.places.closeness`; run it with ``python -m scripts.build_communes.measure_closeness``.

For names drawn from the table, each with one random slip of the pen, it prints how many are found and how many are taken
for another commune; then the same for names drawn from elsewhere in France, of which none should be taken.
"""

from __future__ import annotations

import random
import string
from typing import Final, NamedTuple

from ptce_match.places.closeness import closest
from ptce_match.places.commune import department_of
from ptce_match.places.names import NameIndex
from ptce_match.places.spelling import fold, without_article
from ptce_match.places.table import read_table
from ptce_match.resources import resource

SAMPLE: Final = 2_500
SEED: Final = 5
THRESHOLDS: Final = (70.0, 75.0, 80.0, 85.0, 90.0, 95.0)


class Scope(NamedTuple):
    """The names that a written one is compared with, and the row of each."""

    spellings: list[str]
    rows: list[int]


class Trial(NamedTuple):
    """A name to look for in a scope, and the row it should give; None for a name from elsewhere."""

    name: str
    scope: Scope
    row: int | None


def slip(name: str, random_: random.Random) -> str:
    """Return the name with one letter dropped, added, changed or swapped with the next."""
    at = random_.randrange(len(name))
    letter = random_.choice(string.ascii_lowercase)
    before, here, after = name[:at], name[at], name[at + 1 :]
    return random_.choice(
        (before + after, before + letter + here + after, before + letter + after, before + after[:1] + here + after[1:])
    )


def trials(random_: random.Random, n_communes: int, *, by_department: bool) -> list[Trial]:
    """Return one slip and one name from elsewhere for each of `n_communes` drawn at random."""
    table = read_table(resource("data", "communes"))
    index = NameIndex(table, {commune[0]: row for row, commune in enumerate(table.communes)})
    names = [without_article(fold(commune[2])) for commune in table.communes]
    found = []
    for row in random_.sample(range(len(names)), n_communes):
        insee, _, _, codes, *_ = table.communes[row]
        scope = Scope(
            *(
                index.spellings_in_department(department_of(insee))
                if by_department
                else index.spellings_with_code(random_.choice(codes.split()))
            )
        )
        for name, expected in ((slip(names[row], random_), row), (random_.choice(names), None)):
            if name not in scope.spellings:
                found.append(Trial(name, scope, expected))
    return found


def main() -> None:
    """Print the table."""
    print(f"{'scope':<12}{'threshold':>10}{'found':>9}{'wrong':>9}{'from elsewhere':>16}")
    for by_department in (False, True):
        drawn = trials(random.Random(SEED), SAMPLE, by_department=by_department)  # noqa: S311 - a sample, not a secret
        slips = [trial for trial in drawn if trial.row is not None]
        foreign = [trial for trial in drawn if trial.row is None]
        for threshold in THRESHOLDS:
            taken = [(closest(t.name, *t.scope, at_least=threshold), t.row) for t in slips]
            right = sum(got == expected for got, expected in taken) / len(slips)
            wrong = sum(got not in (None, expected) for got, expected in taken) / len(slips)
            strange = sum(closest(t.name, *t.scope, at_least=threshold) is not None for t in foreign) / len(foreign)
            scope = "department" if by_department else "postal code"
            print(f"{scope:<12}{threshold:>10.0f}{right:>9.2%}{wrong:>9.2%}{strange:>16.2%}")


if __name__ == "__main__":
    main()
