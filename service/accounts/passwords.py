"""Passwords: hashed with argon2id, compared in the same time whether or not the account exists.

Hashing takes some 20 ms of one core and 19 MiB: never inside a transaction, and never more than two at once, so that
a flood of logins can exhaust neither the memory nor the database's lock.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from prometheus_client import Counter
from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from service.accounts.weakness import weakness
from service.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST: Final = 12
LONGEST: Final = 1000

# OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
_HASHER: Final = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))
_AT_ONCE: Final = threading.BoundedSemaphore(2)
_NOBODY: Final = "$argon2id$v=19$m=19456,t=2,p=1$cWQk/h19pENl9G/NRgz1iA$rEsU5+hJyXS925FFR/MYZU3kPJdqR5JsQu5Ts6Bh1/U"
"""Stands in for the hash that an unknown address does not have; nobody knows a password for it."""

WORK: Final = Counter("ptce_password_work", "Passwords hashed or verified", ["kind"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a password told; `renewed` is a new hash where the stored one has outdated parameters."""

    right: bool
    renewed: str | None = None


def hashed(password: str) -> str:
    """Return the hash to store."""
    with _AT_ONCE:
        WORK.labels("hash").inc()
        return _HASHER.hash(password)


def compare(password: str, stored: str | None) -> Verdict:
    """Compare a password with what is stored, None where there is no account or no password: the same work is done."""
    with _AT_ONCE:
        WORK.labels("verify").inc()
        try:
            right, renewed = _HASHER.verify_and_update(password, stored or _NOBODY)
        except UnknownHashError:
            return Verdict(right=False)
    return Verdict(right and stored is not None, renewed if stored else None)


def check_strength(password: str, known: Iterable[str], field: str = "password") -> None:
    """Refuse a password that is easily guessed.

    Parameters
    ----------
    known : iterable of str
        What others know of the person: the address and the name.

    Raises
    ------
    ProblemError
        Too short, too common, or made of what others know (422).
    """
    if len(password) < SHORTEST:
        raise invalid(field, f"Choisissez un mot de passe d'au moins {SHORTEST} caractères ; une phrase convient bien.")
    if reason := weakness(password, known):
        raise invalid(field, reason)
