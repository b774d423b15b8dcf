"""Whether somebody is 18: asked of mentors and investors, answered by a date that is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.access.roles import Role
from service.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

YEARS: Final = 18
NEEDS_MAJORITY: Final = frozenset({Role.MENTOR, Role.INVESTOR})
_OLDEST: Final = 130


def check(roles: Collection[Role], born: date | None, today: date, *, known: bool = False) -> bool | None:
    """Return True for an adult, None where the question does not arise.

    Parameters
    ----------
    known : bool
        The registry knows already that the person is an adult.

    Raises
    ------
    ProblemError
        A mentor or an investor is under 18, or did not say (422).
    """
    if not NEEDS_MAJORITY & set(roles) or known:
        return None
    if born is None:
        raise invalid(
            "date_of_birth",
            "Donnez votre date de naissance : il faut avoir 18 ans pour accompagner ou financer un projet.",
        )
    if not 0 <= (age := _age(born, today)) <= _OLDEST:
        raise invalid("date_of_birth", "Cette date de naissance n'est pas possible : vérifiez-la.")
    if age < YEARS:
        raise invalid(
            "date_of_birth",
            "Il faut avoir 18 ans révolus pour accompagner ou financer un projet. D'ici là, vous pouvez entrer par la porte "
            "CRÉER avec un projet à vous.",
        )
    return True


def _age(born: date, today: date) -> int:
    """Return the whole years lived; who was born on 29 February ages on 1 March of other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
