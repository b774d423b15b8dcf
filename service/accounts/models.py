"""Accounts, sessions and tokens; every secret is kept as a digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from service.database.base import JsonType


class Account(SQLModel, table=True):
    """How somebody enters. `email` is unique, in lower case; `totp_secret` is encrypted with a key of the settings.

    `totp_recovery` holds digests of codes that replace a lost telephone, once each.
    """

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    email: str = Field(unique=True)
    password_hash: str | None = None
    email_confirmed_at: datetime | None = None
    disabled_at: datetime | None = None
    totp_secret: str | None = None
    totp_confirmed_at: datetime | None = None
    totp_last_step: int | None = None
    totp_recovery: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    last_login_at: datetime | None = None


class AccountRole(SQLModel, table=True):
    """One role of one account."""

    __tablename__ = "account_role"

    account_id: str = Field(primary_key=True, foreign_key="account.id", ondelete="CASCADE")
    role: str = Field(primary_key=True)


class LoginSession(SQLModel, table=True):
    """One open session; `digest` is the SHA-256 of the cookie."""

    __tablename__ = "login_session"

    digest: str = Field(primary_key=True)
    id: str = Field(unique=True)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    created_at: datetime
    expires_at: datetime
    last_seen_at: datetime
    user_agent: str = ""


class ApiToken(SQLModel, table=True):
    """A token for a program; `digest` is the SHA-256 of what the program sends, `scopes` a list of `Scope`."""

    __tablename__ = "api_token"

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    name: str
    scopes: list[str] = Field(sa_column=Column(JsonType, nullable=False))
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None


class OneTimeLink(SQLModel, table=True):
    """A link sent by e-mail that works once: `purpose` is a `service.accounts.links.Purpose`.

    `details` holds what the link will make: the name and the charter accepted at sign-up, say; emptied by its use.
    `reserved` marks an invitation to a role that only an administrator gives.
    """

    __tablename__ = "one_time_link"

    digest: str = Field(primary_key=True)
    id: str = Field(unique=True)
    purpose: str
    email: str = Field(index=True)
    account_id: str | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE", index=True)
    roles: list[str] = Field(default_factory=list, sa_column=Column(JsonType, nullable=False))
    person_id: str | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE")
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonType, nullable=False))
    reserved: bool = False
    created_by: str | None = None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
