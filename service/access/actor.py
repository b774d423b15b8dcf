"""Who is asking: an account with its roles, found by session cookie or API token."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.access.roles import TEAM, Role, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """The account behind a request.

    Attributes
    ----------
    scopes : frozenset of Scope or None
        What an API token may do; None for a session, which may do all that its roles may.
    session_id : str
        The session's or the token's identifier.
    """

    account_id: str
    person_id: str
    roles: frozenset[Role]
    scopes: frozenset[Scope] | None = None
    session_id: str = ""
    email: str = field(default="", repr=False)

    @property
    def team(self) -> bool:
        """Whether the actor runs the network day by day."""
        return bool(self.roles & TEAM)

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor has one of these roles."""
        return bool(self.roles & set(roles))


SYSTEM = Actor(account_id="system", person_id="", roles=frozenset({Role.ADMIN}))
"""The service itself: what happens because time went by."""

NOBODY = Actor(account_id="nobody", person_id="", roles=frozenset())
"""Somebody who has not said who they are, or not rightly: for the audit log."""
