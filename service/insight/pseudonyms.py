"""Names for things that nobody outside this installation can trace back."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from service.accounts.vault import Vault
from service.problems import invalid

if TYPE_CHECKING:
    from pydantic import SecretStr

_LENGTH: Final = 20


class Pseudonyms:
    """Gives the same pseudonym for the same identifier as long as the secret key of the installation stays.

    HMAC-SHA256 under a key derived from the secret key, 80 bits of it: without that key, identifiers that one guesses
    cannot be tried out.
    """

    def __init__(self, secret_key: SecretStr) -> None:
        self._key = hmac.digest(secret_key.get_secret_value().encode(), b"ptce-match pseudonyms", hashlib.sha256)
        self._cursors = Vault(secret_key, "pseudonymous lists")

    def of(self, id: str) -> str:
        """Return the pseudonym of an identifier."""
        return hmac.digest(self._key, id.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()[:_LENGTH]

    def place(self, id: str) -> str:
        """Return the cursor behind an identifier, which it does not tell."""
        return self._cursors.closed(id)

    def at(self, place: str | None) -> str:
        """Return the identifier behind a cursor, "" for the beginning.

        Raises
        ------
        ProblemError
            It is no cursor of this installation (422).
        """
        if place is None:
            return ""
        identifier = self._cursors.opened(place)
        if identifier is None:
            raise invalid("after", "Cette suite de liste n'est plus valable : reprenez la liste depuis le début.")
        return identifier
