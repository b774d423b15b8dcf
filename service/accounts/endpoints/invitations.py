"""`/invitations`: whom the team asks to join."""

from __future__ import annotations

from typing import Annotated

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.accounts import invitations, repository
from service.accounts.administration_schemas import InvitationView, NewInvitation
from service.accounts.endpoints.callers import in_person
from service.accounts.models import OneTimeLink
from service.paging import USUAL, After, Limit, Page
from service.problems import answers
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/invitations", tags=["invitations"])

Inviting = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.ACCOUNT)]


@router.post("", status_code=201, responses=answers(409))
def invite(actor: Inviting, session: Writing, service_: Service, new: NewInvitation) -> InvitationView:
    """Invite somebody by e-mail. The team gives the roles of members; an administrator gives any."""
    in_person(actor)
    return _view(invitations.invite(session, service_.settings, service_.clock(), actor, new).link)


@router.get("")
def list_invitations(
    actor: Inviting, session: Reading, after: After = None, limit: Limit = USUAL
) -> Page[InvitationView]:
    """List the invitations of the last weeks, used or not; the team does not see those of an administrator's roles."""
    return repository.invitations(session, after, limit, _view, reserved=actor.has(Role.ADMIN))


@router.delete("/{invitation_id}", status_code=204)
def withdraw_invitation(actor: Inviting, session: Writing, service_: Service, invitation_id: Key) -> None:
    """Take back an invitation that was not used; its link no longer works."""
    in_person(actor)
    invitations.withdraw(session, service_.clock(), actor, invitation_id)


def _view(link: OneTimeLink) -> InvitationView:
    return InvitationView(
        id=link.id,
        email=link.email,
        name=str(link.details.get("name", "")),
        roles=link.roles,
        person_id=link.person_id,
        created_at=link.created_at,
        expires_at=link.expires_at,
        used_at=link.used_at,
    )
