"""`/auth/totp`: the second factor of those who see much."""

from __future__ import annotations

from typing import Annotated

from sqlmodel import Session

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.accounts import repository, totp
from service.accounts.endpoints.callers import in_person
from service.accounts.models import Account
from service.accounts.schemas import PaperCodes, TotpCode, TotpSecret
from service.problems import answers, not_found
from service.routing import Router
from service.state import Service, Writing

router = Router(prefix="/auth/totp", tags=["auth"], responses=answers(409, 429))

Guarded = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.ACCOUNT)]


@router.post("")
def begin_totp(actor: Guarded, session: Writing, service_: Service) -> TotpSecret:
    """Ask for a secret to put into an application for codes; nothing changes before a first code confirms it."""
    secret, uri = totp.begin(session, service_.settings, _own(session, actor))
    return TotpSecret(secret=secret, uri=uri)


@router.post("/confirm")
def confirm_totp(actor: Guarded, session: Writing, service_: Service, sent: TotpCode) -> PaperCodes:
    """Put the second factor to use with a first code; answers the codes to keep on paper."""
    service_.rates.check("totp", actor.account_id)
    account = _own(session, actor)
    codes = totp.confirm(session, service_.settings, service_.clock(), actor, account, sent.code)
    return PaperCodes(recovery_codes=codes)


@router.delete("", status_code=204)
def remove_totp(actor: Guarded, session: Writing, service_: Service, sent: TotpCode) -> None:
    """Stop using the second factor; needs a code of the application or one kept on paper."""
    service_.rates.check("totp", actor.account_id)
    account = _own(session, actor)
    totp.remove(session, service_.settings, service_.clock(), actor, account, sent.code)


def _own(session: Session, actor: Actor) -> Account:
    in_person(actor)
    account = repository.locked(session, actor.account_id)
    if account is None:
        raise not_found()
    return account
