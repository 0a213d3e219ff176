"""What the planner and the courier sleep by."""

import asyncio
from typing import Any

from bot.runtime.clock import Clock


class Alarm:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    def clear(self) -> None:
        """Before looking for something to do: who rings from now on ends the next wait."""
        self._rung.clear()

    async def wait(self, seconds: float, due: int | None = None) -> None:
        """Until it rings, until it is `due` by the clock, or for so long."""
        waits: list[asyncio.Task[Any]] = [asyncio.create_task(self._rung.wait())]
        if due is not None:
            waits.append(asyncio.create_task(self._clock.sleep_until(due)))
        try:
            await asyncio.wait(waits, timeout=max(seconds, 0.0), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
