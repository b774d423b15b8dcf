"""The second factor: six figures from a telephone (RFC 6238), each usable once; codes on paper if it is lost."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Final

import pyotp

from service.access.identity import digest
from service.accounts.vault import Vault
from service.audit import log
from service.problems import ProblemError, conflict, invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.accounts.models import Account
    from service.settings import Settings

SECONDS: Final = 30
_WINDOW: Final = 1
_PAPER_CODES: Final = 8
_ALPHABET: Final = "23456789abcdefghjkmnpqrstvwxyz"


def begin(session: Session, settings: Settings, account: Account) -> tuple[str, str]:
    """Give an account a new secret, to be confirmed by a first code; return it and its `otpauth:` address.

    Raises
    ------
    ProblemError
        The second factor is in use already (409).
    """
    if account.totp_confirmed_at is not None:
        raise conflict("La double vérification est déjà activée. Désactivez-la d'abord, avec un code.")
    secret = pyotp.random_base32()
    account.totp_secret = _vault(settings).closed(secret)
    account.totp_last_step = None
    session.add(account)
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=settings.network_name)
    return secret, uri


def confirm(
    session: Session, settings: Settings, now: datetime, actor: Actor, account: Account, code: str
) -> list[str]:
    """Put the second factor to use; return the codes to keep on paper, shown this once.

    Raises
    ------
    ProblemError
        Nothing was begun, or it is in use already (409); the code is wrong (422).
    """
    if account.totp_secret is None or account.totp_confirmed_at is not None:
        raise conflict("Il n'y a pas de double vérification à confirmer : demandez d'abord un secret.")
    if not _accept_code(session, settings, account, code, now):
        raise _wrong()
    codes = [_paper_code() for _ in range(_PAPER_CODES)]
    account.totp_confirmed_at = now
    account.totp_recovery = [digest(_folded(each)) for each in codes]
    session.add(account)
    log.record(session, now, actor, "account.totp_on", "account", account.id)
    return codes


def remove(session: Session, settings: Settings, now: datetime, actor: Actor, account: Account, code: str) -> None:
    """Take the second factor off; needs a code.

    Raises
    ------
    ProblemError
        It is not in use (409); the code is wrong (422).
    """
    if account.totp_confirmed_at is None:
        raise conflict("La double vérification n'est pas activée.")
    if not accept(session, settings, now, account, code):
        raise _wrong()
    forget(session, now, actor, account)


def forget(session: Session, now: datetime, actor: Actor, account: Account) -> None:
    """Take the second factor off without a code: an administrator, for somebody who lost everything."""
    account.totp_secret, account.totp_confirmed_at, account.totp_last_step = None, None, None
    account.totp_recovery = []
    session.add(account)
    log.record(session, now, actor, "account.totp_off", "account", account.id)


def accept(session: Session, settings: Settings, now: datetime, account: Account, code: str) -> bool:
    """Use up a code of the telephone or of the paper; the account's row must be locked by this transaction."""
    if _accept_code(session, settings, account, code, now):
        return True
    used = digest(_folded(code))
    if used not in account.totp_recovery:
        return False
    account.totp_recovery = [each for each in account.totp_recovery if each != used]
    session.add(account)
    return True


def _accept_code(session: Session, settings: Settings, account: Account, code: str, now: datetime) -> bool:
    secret = _vault(settings).opened(account.totp_secret or "")
    given = "".join(code.split())
    if secret is None:
        return False
    present = int(now.timestamp()) // SECONDS
    for step in range(present - _WINDOW, present + _WINDOW + 1):
        fresh = account.totp_last_step is None or step > account.totp_last_step
        right = hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), given.encode())
        if fresh and right:
            account.totp_last_step = step
            session.add(account)
            return True
    return False


def _vault(settings: Settings) -> Vault:
    return Vault(settings.secret_key, "totp")


def _wrong() -> ProblemError:
    return invalid("code", "Ce code ne convient pas, ou il a déjà servi. Attendez le suivant puis réessayez.")


def _paper_code() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def _folded(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()
