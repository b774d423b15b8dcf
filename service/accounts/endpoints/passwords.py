"""`/auth/password`: forgotten, chosen anew, changed."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.access.permission import anybody
from service.accounts import cookie, recovery
from service.accounts.endpoints.callers import OVER_LIMIT, Anyone, Knocking, in_person
from service.accounts.schemas import Forgotten, NewPassword, PasswordChange, Told
from service.state import Service

router = APIRouter(prefix="/auth/password", tags=["auth"], responses=OVER_LIMIT)


@router.post("/forgot", status_code=202, dependencies=[anybody("who forgot the password cannot log in")])
def forgot_password(service_: Service, visitor: Knocking, sent: Forgotten) -> Told:
    """Ask for a link that lets one choose another password; the answer is the same for an unknown address."""
    recovery.forgot(service_, visitor.machine, sent.email)
    return Told(detail=recovery.ANSWER)


@router.post("/reset", dependencies=[anybody("the link proves who owns the account")])
def reset_password(service_: Service, visitor: Knocking, sent: NewPassword) -> Told:
    """Choose another password with a link; every session and token of the account ends."""
    service_.rates.check("link", visitor.machine)
    recovery.reset(service_, sent.token, sent.password)
    return Told(detail="Votre nouveau mot de passe est enregistré : vous pouvez vous connecter.")


@router.post("", status_code=204)
def change_password(
    actor: Anyone, service_: Service, visitor: Knocking, response: Response, sent: PasswordChange
) -> None:
    """Change one's password; every session and token ends, and this browser gets a new session."""
    in_person(actor)
    secret = recovery.change(service_, actor, visitor, sent.present, sent.password)
    cookie.give(response, service_.settings, secret)
