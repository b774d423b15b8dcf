"""What is sent and answered about entering: logins, sign-ups, passwords, second factors, tokens."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from service.access.roles import Role, Scope
from service.accounts.passwords import LONGEST
from service.people.charter import CHARTER_VERSION
from service.texts import Email, FilledLine


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("le mot de passe contient des caractères qu'aucun clavier n'écrit") from None
    return unicodedata.normalize("NFC", text)


def _in_force(version: str) -> str:
    if version != CHARTER_VERSION:
        raise ValueError("la charte a changé depuis : relisez celle en vigueur avant de l'accepter")
    return version


Password = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(_writable)]
"""Kept as typed, spaces included; only accents are written in one way, whatever the keyboard."""

Secret = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_writable)]
"""What a link of a message holds after `#jeton=`."""

Code = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_writable)]
"""Six figures, or a code kept on paper; spaces do not matter."""

CharterVersion = Annotated[
    FilledLine, AfterValidator(_in_force), Field(description="Version de la charte acceptée : celle en vigueur.")
]
DateOfBirth = Annotated[
    date | None,
    Field(description="Demandée aux bénévoles et aux investisseurs pour vérifier leur majorité ; jamais conservée."),
]


class Given(BaseModel):
    """What somebody sends; an unknown field is refused."""

    model_config = ConfigDict(extra="forbid")


class Door(StrEnum):
    """The three doors of the network."""

    CREATE = "créer"
    SUPPORT = "accompagner"
    FUND = "financer"


class Login(Given):
    """An address and a password, with a code where the second factor is in use."""

    email: Email
    password: Password
    code: Code | None = Field(
        default=None, description="Code à six chiffres, ou code de secours, si la double vérification sert."
    )


class SignUp(Given):
    """Somebody who knocks at one of the doors."""

    door: Door
    name: FilledLine
    email: Email
    password: Password
    charter_version: CharterVersion
    date_of_birth: DateOfBirth = None


class Token(Given):
    """The secret of a link."""

    token: Secret


class Forgotten(Given):
    """The address of somebody who forgot the password."""

    email: Email


class NewPassword(Given):
    """A new password, by a link."""

    token: Secret
    password: Password


class PasswordChange(Given):
    """A new password, by somebody who knows the present one."""

    present: Password
    password: Password


class Acceptance(Given):
    """Somebody who accepts an invitation."""

    token: Secret
    password: Password
    charter_version: CharterVersion
    name: FilledLine | None = Field(default=None, description="Si l'invitation ne porte pas le bon nom.")
    date_of_birth: DateOfBirth = None


class Told(BaseModel):
    """A sentence to show."""

    detail: str


class Me(BaseModel):
    """Who one is."""

    account_id: str
    person_id: str
    name: str
    email: str
    roles: list[Role]
    scopes: list[Scope] | None = Field(description="Ce que le jeton permet ; null pour une session.")
    totp: bool = Field(description="La double vérification est en service.")


class SessionView(BaseModel):
    """One open session."""

    id: str
    created_at: datetime
    expires_at: datetime
    last_seen_at: datetime
    user_agent: str
    present: bool = Field(description="C'est la session de cette demande.")


class TotpSecret(BaseModel):
    """What an application for codes needs; shown until it is confirmed, then never again."""

    secret: str
    uri: str


class TotpCode(Given):
    """A code."""

    code: Code


class PaperCodes(BaseModel):
    """Codes to keep on paper, each good once; shown this once."""

    recovery_codes: list[str]


class NewToken(Given):
    """A token for a program."""

    name: FilledLine
    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope))
    days: int = Field(default=90, ge=1, le=366, description="Durée de validité, en jours.")


class TokenView(BaseModel):
    """One token, without its secret."""

    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class TokenOnce(TokenView):
    """A token just made, with its secret, shown this once."""

    token: str
