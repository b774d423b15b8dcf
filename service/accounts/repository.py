"""Reading, finding and deleting accounts, sessions, tokens and links."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import col, delete, func, or_, select, update

from service.access.roles import Role
from service.accounts.models import Account, AccountRole, ApiToken, LoginSession, OneTimeLink
from service.paging import Page, page_of
from service.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.administration_schemas import AccountView, InvitationView

_KEPT: Final = timedelta(days=7)
"""How long a used or expired link still tells what became of it."""


def by_email(session: Session, email: str) -> Account | None:
    """Return the account with this address."""
    return session.exec(select(Account).where(Account.email == email)).first()


def locked(session: Session, account_id: str) -> Account | None:
    """Return an account as it is now, and keep others from changing it until this transaction ends."""
    return session.get(Account, account_id, with_for_update=True, populate_existing=True)


def of_person(session: Session, person_id: str) -> Account | None:
    """Return the account of a person."""
    return session.exec(select(Account).where(Account.person_id == person_id)).first()


def unclaimed_people(session: Session, email: str) -> list[Person]:
    """Return the people of the registry with this address who have no account."""
    statement = (
        select(Person)
        .outerjoin(Account, col(Account.person_id) == col(Person.id))
        .where(Person.email == email, col(Account.id).is_(None), col(Person.archived_at).is_(None))
        .limit(2)
    )
    return list(session.exec(statement).all())


def roles(session: Session, account_id: str) -> list[Role]:
    """Return the roles of an account, in the order in which roles are listed."""
    held = set(session.exec(select(AccountRole.role).where(AccountRole.account_id == account_id)).all())
    return [role for role in Role if role in held]


def set_roles(session: Session, account_id: str, new: Iterable[Role]) -> None:
    """Give an account these roles and no other."""
    session.exec(delete(AccountRole).where(col(AccountRole.account_id) == account_id))
    session.add_all([AccountRole(account_id=account_id, role=role.value) for role in dict.fromkeys(new)])
    session.flush()


def other_admins(session: Session, account_id: str) -> int:
    """Return how many others are administrators; no one can stop being one until this transaction ends."""
    held = select(AccountRole).where(AccountRole.role == Role.ADMIN.value).order_by(col(AccountRole.account_id))
    admins = session.exec(held.with_for_update()).all()
    ids = [each.account_id for each in admins if each.account_id != account_id]
    return session.exec(
        select(func.count()).select_from(Account).where(col(Account.id).in_(ids), col(Account.disabled_at).is_(None))
    ).one()


def page(session: Session, after: str | None, limit: int, show: Callable[[Account], AccountView]) -> Page[AccountView]:
    """Return one page of accounts, by identifier."""
    return page_of(session, select(Account), [Account.id], after, limit, show)


def sessions(session: Session, account_id: str, now: datetime) -> list[LoginSession]:
    """Return the open sessions of an account, the last used first."""
    statement = (
        select(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.expires_at > now)
        .order_by(col(LoginSession.last_seen_at).desc(), col(LoginSession.id))
        .limit(200)
    )
    return list(session.exec(statement).all())


def tokens(session: Session, account_id: str, now: datetime) -> list[ApiToken]:
    """Return the valid tokens of an account, the newest first."""
    statement = (
        select(ApiToken)
        .where(ApiToken.account_id == account_id, ApiToken.expires_at > now)
        .order_by(col(ApiToken.created_at).desc(), col(ApiToken.id))
    )
    return list(session.exec(statement).all())


def end_session(session: Session, account_id: str, session_id: str) -> bool:
    """End one session of an account; False where it has none by that identifier."""
    ended = delete(LoginSession).where(col(LoginSession.account_id) == account_id, col(LoginSession.id) == session_id)
    return session.exec(ended).rowcount == 1


def end_sessions(session: Session, account_id: str, but: str = "") -> int:
    """End the sessions of an account, except one; return how many ended."""
    ended = delete(LoginSession).where(col(LoginSession.account_id) == account_id, col(LoginSession.id) != but)
    return session.exec(ended).rowcount


def end_by_digest(session: Session, digest: str) -> None:
    """End the session whose cookie has this digest, if there is one."""
    session.exec(delete(LoginSession).where(col(LoginSession.digest) == digest))


def end_token(session: Session, account_id: str, token_id: str) -> bool:
    """End one token of an account; False where it has none by that identifier."""
    ended = delete(ApiToken).where(col(ApiToken.account_id) == account_id, col(ApiToken.id) == token_id)
    return session.exec(ended).rowcount == 1


def end_everything(session: Session, account_id: str) -> None:
    """End every session, token and link of an account."""
    end_sessions(session, account_id)
    session.exec(delete(ApiToken).where(col(ApiToken.account_id) == account_id))
    session.exec(
        delete(OneTimeLink).where(col(OneTimeLink.account_id) == account_id, col(OneTimeLink.used_at).is_(None))
    )


def link(session: Session, digest: str, purpose: str, now: datetime) -> OneTimeLink | None:
    """Return a link that still works."""
    return session.exec(
        select(OneTimeLink).where(
            OneTimeLink.digest == digest,
            OneTimeLink.purpose == purpose,
            col(OneTimeLink.used_at).is_(None),
            OneTimeLink.expires_at > now,
        )
    ).first()


def use_link(session: Session, digest: str, now: datetime) -> bool:
    """Use a link up; False when somebody else did first."""
    used = (
        update(OneTimeLink)
        .where(col(OneTimeLink.digest) == digest, col(OneTimeLink.used_at).is_(None))
        .values(used_at=now, details={})
    )
    return session.exec(used).rowcount == 1


def drop_links(session: Session, email: str) -> None:
    """Delete the unused links that were sent to an address: it has its account now."""
    session.exec(delete(OneTimeLink).where(col(OneTimeLink.email) == email, col(OneTimeLink.used_at).is_(None)))


def invitation(session: Session, link_id: str, *, reserved: bool) -> OneTimeLink | None:
    """Return an invitation that nobody has used; reserved ones only when asked for."""
    found = session.exec(
        select(OneTimeLink).where(
            OneTimeLink.id == link_id, OneTimeLink.purpose == "invitation", col(OneTimeLink.used_at).is_(None)
        )
    ).first()
    return found if found is not None and (reserved or not found.reserved) else None


def invitations(
    session: Session,
    after: str | None,
    limit: int,
    show: Callable[[OneTimeLink], InvitationView],
    *,
    reserved: bool,
) -> Page[InvitationView]:
    """Return one page of invitations, by identifier; reserved ones only when asked for."""
    statement = select(OneTimeLink).where(OneTimeLink.purpose == "invitation")
    if not reserved:
        statement = statement.where(col(OneTimeLink.reserved).is_(False))
    return page_of(session, statement, [OneTimeLink.id], after, limit, show)


def purge(session: Session, now: datetime) -> int:
    """Delete what time has closed: sessions and tokens that expired, links a week after; return how many."""
    statements = (
        delete(LoginSession).where(col(LoginSession.expires_at) <= now),
        delete(ApiToken).where(col(ApiToken.expires_at) <= now),
        delete(OneTimeLink).where(
            or_(col(OneTimeLink.expires_at) <= now - _KEPT, col(OneTimeLink.used_at) <= now - _KEPT)
        ),
    )
    return sum(session.exec(statement).rowcount for statement in statements)
