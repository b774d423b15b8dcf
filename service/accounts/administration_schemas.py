"""What is sent and answered about other people's accounts and about invitations."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from service.access.roles import Role
from service.accounts.schemas import Given
from service.texts import Email, FilledLine, Key

Roles = list[Role]


class NewInvitation(Given):
    """Somebody to invite; `person_id` for a person who is in the registry already."""

    email: Email | None = Field(default=None, description="Par défaut, l'adresse de la personne person_id.")
    name: FilledLine | None = Field(default=None, description="Par défaut, le nom de la personne person_id.")
    roles: Roles = Field(min_length=1, max_length=len(Role))
    person_id: Key | None = None


class InvitationView(BaseModel):
    """One invitation; the secret of its link is in the message alone."""

    id: str
    email: str
    name: str
    roles: list[str]
    person_id: str | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


class AccountView(BaseModel):
    """One account, for an administrator."""

    id: str
    person_id: str
    name: str
    email: str
    roles: list[Role]
    totp: bool
    created_at: datetime
    last_login_at: datetime | None
    disabled_at: datetime | None


class AccountChange(Given):
    """What an administrator changes; what is left out stays as it is."""

    roles: Roles | None = Field(default=None, max_length=len(Role))
    disabled: bool | None = None
    remove_totp: bool = Field(
        default=False, description="Désactiver la double vérification de quelqu'un qui a perdu ses codes."
    )
