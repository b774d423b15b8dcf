"""How often somebody may try."""

from __future__ import annotations

import pytest
from fastapi import Request

from service.problems import ProblemError
from service.security.rates import Rates, machine
from service.settings import Settings


@pytest.fixture
def rates() -> Rates:
    """Return limits of three tries."""
    return Rates(Settings(demo=True, login_attempts=3, sign_ups_per_hour=2))


def test_each_key_has_its_own_count(rates: Rates) -> None:
    for _ in range(3):
        rates.check("login", "a")
    rates.check("login", "b")
    rates.check("totp", "a")
    with pytest.raises(ProblemError) as refused:
        rates.check("login", "a")
    assert refused.value.status == 429
    assert 0 < int(refused.value.headers["Retry-After"]) <= 900
    assert "15 minutes" in refused.value.detail


def test_a_login_clears_the_count_of_its_address_alone(rates: Rates) -> None:
    for _ in range(3):
        rates.check("login", "a")
        rates.check("login", "b")
    rates.forget_login("a", "A-1")
    rates.check("login", "a")
    with pytest.raises(ProblemError):
        rates.check("login", "b")


def test_a_machine_may_try_for_ten_addresses(rates: Rates) -> None:
    for number in range(30):
        rates.check_login(f"a{number}", "192.0.2.1")
    with pytest.raises(ProblemError):
        rates.check_login("autre", "192.0.2.1")
    rates.check_login("autre", "192.0.2.2")


def test_messages_are_counted_by_machine_and_by_address(rates: Rates) -> None:
    rates.check_letter("a", "192.0.2.1")
    rates.check_letter("a", "192.0.2.2")
    with pytest.raises(ProblemError):
        rates.check_letter("a", "192.0.2.3")
    rates.check_letter("b", "192.0.2.1")
    with pytest.raises(ProblemError):
        rates.check_letter("c", "192.0.2.1")


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_machine_is_its_address_or_its_site(host: str, counted: str) -> None:
    client = (host, 1234) if host else None
    assert machine(Request({"type": "http", "headers": [], "client": client})) == counted


def test_what_a_machine_says_of_itself_does_not_count() -> None:
    headers = [(b"x-forwarded-for", b"198.51.100.1")]
    assert machine(Request({"type": "http", "headers": headers, "client": ("192.0.2.7", 1)})) == "192.0.2.7"
