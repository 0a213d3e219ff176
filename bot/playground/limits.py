"""How many messages Telegram takes: so many in all, to one chat, and to one group, in so many seconds."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.errors import Refusal

PAID = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """How many, in how many seconds; what is paid for may come PAID times in such a time."""

    everybody: tuple[int, float] = (30, 1.0)
    chat: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)


class Gate:
    """Refuses what comes too soon. What was refused does not count. It has a clock of its own: seconds of real time."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._taken: dict[object, deque[float]] = {}

    def enter(self, chat: int, *, paid: bool = False) -> None:
        now = self._clock()
        count, seconds = self._limits.everybody
        windows: list[tuple[object, int, float]] = [
            ("everybody", PAID if paid else count, seconds), (("chat", chat), *self._limits.chat)
        ]  # fmt: skip
        if chat < 0:
            windows.append((("group", chat), *self._limits.group))
        wait = max(self._wait(key, count, seconds, now) for key, count, seconds in windows)
        if wait > 0:
            raise too_many(wait)
        for key, _, _ in windows:
            self._taken.setdefault(key, deque()).append(now)

    def _wait(self, key: object, count: int, seconds: float, now: float) -> float:
        """How long until there is room; what is older than the window is forgotten."""
        taken = self._taken.get(key, deque())
        while taken and taken[0] + seconds <= now:
            taken.popleft()
        if not taken:
            self._taken.pop(key, None)
        return taken[-count] + seconds - now if len(taken) >= count else 0.0


def too_many(wait: float) -> Refusal:
    seconds = math.ceil(wait)
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
