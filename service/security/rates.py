"""How often somebody may try: moving windows, in memory."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from service.problems import ProblemError

if TYPE_CHECKING:
    from service.settings import Settings


class Rates:
    """Counts tries by action and by key; one process, one count."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._items: dict[str, RateLimitItem] = {
            "login": RateLimitItemPerMinute(settings.login_attempts, 15),
            "sign_up": RateLimitItemPerHour(settings.sign_ups_per_hour),
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
