"""What must hold when two do it in the same instant."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.accounts import sign_up as signing_up
from service.accounts import totp
from service.accounts.administration_schemas import AccountChange
from service.accounts.models import Account, AccountRole
from service.accounts.repository import locked
from service.accounts.service import change_account
from service.people.models import Membership, Person
from service.problems import ProblemError
from tests.service.accounts.steps import letters, secret_of, sign_up
from tests.service.accounts.test_second_factor import code, guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from tests.service.house import House


def at_once(house: House, *acts: Callable[[Session], Any]) -> list[Any]:
    """Do things in transactions that begin together; return what each gave, or the status of its refusal."""
    together = threading.Barrier(len(acts))

    def done(act: Callable[[Session], Any]) -> Any:
        together.wait()
        try:
            with house.writing() as session:
                return act(session)
        except ProblemError as refusal:
            return refusal.status

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(done, acts))


def test_a_link_opens_one_account(house: House) -> None:
    sign_up(house.stranger())
    secret = secret_of(letters(house)[0])
    results = at_once(house, *[lambda session: signing_up.confirm(session, house.clock(), secret) and "opened"] * 4)
    assert sorted(map(str, results)) == ["422", "422", "422", "opened"]
    assert len(house.rows(Account)) == len(house.rows(Person)) == len(house.rows(Membership)) == 1


def test_a_code_opens_one_session(house: House) -> None:
    _, secret, _ = guarded(house)
    house.clock.advance(minutes=5)
    shown, account_id = code(house, secret), house.rows(Account)[0].id

    def enter(session: Session) -> bool:
        account = locked(session, account_id)
        assert account is not None
        return totp.accept(session, house.settings, house.clock(), account, shown)

    assert sorted(at_once(house, enter, enter, enter)) == [False, False, True]


def test_two_administrators_do_not_remove_each_other(house: House) -> None:
    first, second = (house.login(Role.ADMIN).headers["x-account"] for _ in range(2))

    def leave(account_id: str) -> Callable[[Session], str]:
        def act(session: Session) -> str:
            from service.access.actor import SYSTEM

            account = locked(session, account_id)
            assert account is not None
            change_account(session, house.clock(), SYSTEM, account, AccountChange(roles=[Role.HOLDER]))
            return "left"

        return act

    assert sorted(map(str, at_once(house, leave(first), leave(second)))) == ["409", "left"]
    assert [each.role for each in house.rows(AccountRole)].count("admin") == 1
