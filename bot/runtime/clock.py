"""The clock is an argument, so that tests and the demo can move it."""

import asyncio
import time
from contextlib import suppress

LONGEST = 60.0
"""Seconds of one sleep: the machine's own clock may be set meanwhile, or the machine suspended."""


class Clock:
    def now(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    async def sleep_until(self, instant: int) -> None:
        while (wait := instant - self.now()) > 0:  # noqa: ASYNC110 - time itself sets no event
            await asyncio.sleep(min(wait / 1000, LONGEST))


class MovableClock(Clock):
    """The real time, and as much later as it was moved; whoever sleeps looks at it again."""

    def __init__(self) -> None:
        self._ahead = 0
        self._moved = asyncio.Event()

    @property
    def ahead(self) -> int:
        """Milliseconds."""
        return self._ahead

    @ahead.setter
    def ahead(self, ahead: int) -> None:
        self._ahead = ahead
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def now(self) -> int:
        return super().now() + self._ahead

    async def sleep_until(self, instant: int) -> None:
        while (wait := instant - self.now()) > 0:
            moved = self._moved
            with suppress(TimeoutError):
                async with asyncio.timeout(min(wait / 1000, LONGEST)):
                    await moved.wait()
