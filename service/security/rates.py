"""How often somebody may try: moving windows, in memory.

Per address, so that nobody's password is guessed; per machine, so that nobody goes through a list of addresses. The
machine is the one that uvicorn names: `X-Forwarded-For` counts only from `settings.trusted_proxies`.
"""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from service.problems import ProblemError

if TYPE_CHECKING:
    from fastapi import Request

    from service.settings import Settings

_MACHINE: Final = 10
"""Addresses that may each try as often as one may, behind one machine: an office, a third place."""
_QUARTER: Final = 15
_SITE_BITS: Final = 64


class Rates:
    """Counts tries by action and by key; one process, one count."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        attempts, hourly = settings.login_attempts, settings.sign_ups_per_hour
        self._items: dict[str, RateLimitItem] = {
            "login": RateLimitItemPerMinute(attempts, _QUARTER),
            "login_machine": RateLimitItemPerMinute(attempts * _MACHINE, _QUARTER),
            "totp": RateLimitItemPerMinute(attempts, _QUARTER),
            "password": RateLimitItemPerMinute(attempts, _QUARTER),
            "sign_up": RateLimitItemPerHour(hourly),
            "link": RateLimitItemPerHour(hourly * _MACHINE),
            "letter": RateLimitItemPerHour(max(1, min(5, hourly))),
        }

    def check(self, action: str, *keys: str) -> None:
        """Count one try of an action for each key (an address, a machine).

        Raises
        ------
        ProblemError
            429, with `Retry-After`, when one of the keys has tried too often.
        """
        item = self._items[action]
        for key in keys:
            if not self._limiter.hit(item, action, key):
                wait = max(1, math.ceil(self._limiter.get_window_stats(item, action, key).reset_time - time.time()))
                minutes = math.ceil(wait / 60)
                raise ProblemError(
                    429,
                    f"Trop d'essais. Réessayez dans {minutes} minute{'s' if minutes > 1 else ''}.",
                    headers={"Retry-After": str(wait)},
                )

    def check_login(self, email: str, machine: str) -> None:
        """Count one login for an address and for a machine; see `check`."""
        self.check("login_machine", machine)
        self.check("login", email)

    def check_letter(self, email: str, machine: str) -> None:
        """Count one message that a stranger makes the service send, for a machine and for an address; see `check`."""
        self.check("sign_up", machine)
        self.check("letter", email)

    def forget_login(self, email: str, account_id: str) -> None:
        """Start counting anew for somebody who logged in; the machine's own count goes on."""
        self._limiter.clear(self._items["login"], "login", email)
        self._limiter.clear(self._items["totp"], "totp", account_id)


def machine(request: Request) -> str:
    """Return what to count a request's machine by: its address, or its site's for IPv6, where a site has 2^64."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), _SITE_BITS), strict=False))
