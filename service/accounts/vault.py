"""Secrets that must be read again, unlike passwords: encrypted with a key derived from the settings."""

from __future__ import annotations

import base64
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class Vault:
    """Encrypts and decrypts for one purpose; what another purpose or another secret key encrypted stays closed."""

    def __init__(self, secret_key: SecretStr, purpose: str) -> None:
        self._secret_key, self._info = secret_key, f"ptce-match {purpose}".encode()

    @cached_property
    def _fernet(self) -> Fernet:
        # Loaded when it is needed: the start of the service does without.
        from cryptography.fernet import Fernet
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=self._info)
        return Fernet(base64.urlsafe_b64encode(derive.derive(self._secret_key.get_secret_value().encode())))

    def closed(self, secret: str) -> str:
        """Return a secret encrypted."""
        return self._fernet.encrypt(secret.encode()).decode()

    def opened(self, closed: str) -> str | None:
        """Return what was encrypted, None where the secret key has changed since."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(closed.encode()).decode()
        except InvalidToken:
            return None
