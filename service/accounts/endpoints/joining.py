"""`/auth`: signing up at one of the three doors, confirming an address, accepting an invitation."""

from __future__ import annotations

from service.access.permission import anybody
from service.accounts import invitations, sign_up
from service.accounts.endpoints.callers import Knocking
from service.accounts.schemas import Acceptance, SignUp, Token, Told
from service.problems import answers
from service.routing import Router
from service.state import Service, Writing

router = Router(prefix="/auth", tags=["auth"])


@router.post(
    "/sign-up", status_code=202, responses=answers(403, 429), dependencies=[anybody("whoever joins has no account yet")]
)
def ask_to_join(service_: Service, visitor: Knocking, sent: SignUp) -> Told:
    """Sign up at one of the three doors; a message asks to confirm the address, known here already or not."""
    sign_up.ask(service_, visitor.machine, sent)
    return Told(detail=sign_up.ANSWER)


@router.post("/confirm", responses=answers(409, 429), dependencies=[anybody("the link proves who owns the address")])
def confirm_address(session: Writing, service_: Service, visitor: Knocking, sent: Token) -> Told:
    """Open the account whose sign-up this link confirms."""
    service_.rates.check("link", visitor.machine)
    sign_up.confirm(session, service_.clock(), sent.token)
    return Told(detail="Votre adresse est confirmée et votre compte est ouvert : vous pouvez vous connecter.")


@router.post(
    "/invitation/accept",
    responses=answers(409, 429),
    dependencies=[anybody("the link proves who was invited")],
)
def accept_invitation(service_: Service, visitor: Knocking, sent: Acceptance) -> Told:
    """Open the account that an invitation promised."""
    service_.rates.check("link", visitor.machine)
    invitations.accept(service_, sent)
    return Told(detail="Bienvenue : votre compte est ouvert, vous pouvez vous connecter.")
