"""`/accounts`: who may enter, and as what."""

from __future__ import annotations

from sqlmodel import Session

from service.accounts import repository, service
from service.accounts.administration_schemas import AccountChange, AccountView
from service.accounts.endpoints.callers import Admin, in_person
from service.accounts.models import Account
from service.paging import USUAL, After, Limit, Page
from service.people.models import Person
from service.problems import answers, not_found
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/accounts", tags=["accounts"])


@router.get("")
def list_accounts(actor: Admin, session: Reading, after: After = None, limit: Limit = USUAL) -> Page[AccountView]:
    """List the accounts, closed ones included."""
    del actor
    return repository.page(session, after, limit, lambda account: _view(session, account))


@router.get("/{account_id}")
def read_account(actor: Admin, session: Reading, account_id: Key) -> AccountView:
    """Return one account."""
    del actor
    account = session.get(Account, account_id)
    if account is None:
        raise not_found("Ce compte")
    return _view(session, account)


@router.patch("/{account_id}", responses=answers(409))
def change_account(
    actor: Admin, session: Writing, service_: Service, account_id: Key, new: AccountChange
) -> AccountView:
    """Change the roles of an account, close it (its sessions and tokens end) or reopen it, or take its second factor off."""
    in_person(actor)
    account = repository.locked(session, account_id)
    if account is None:
        raise not_found("Ce compte")
    service.change_account(session, service_.clock(), actor, account, new)
    return _view(session, account)


def _view(session: Session, account: Account) -> AccountView:
    return AccountView(
        id=account.id,
        person_id=account.person_id,
        name=session.get_one(Person, account.person_id).name,
        email=account.email,
        roles=repository.roles(session, account.id),
        totp=account.totp_confirmed_at is not None,
        created_at=account.created_at,
        last_login_at=account.last_login_at,
        disabled_at=account.disabled_at,
    )
