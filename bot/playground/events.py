"""What happens in the world, for whoever looks: the page and the tests."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


class Events:
    def __init__(self) -> None:
        self.seq = 0
        self.epoch = secrets.token_hex(4)  # tells a page that the world it shows is gone
        self._listeners: set[asyncio.Queue[Json]] = set()
        self._waiters: set[asyncio.Event] = set()

    def emit(self, kind: str, chat: int, **more: Any) -> None:
        self.seq += 1
        if self._listeners:
            event = {"seq": self.seq, "kind": kind, "chat": chat, **more}
            for listener in self._listeners:
                listener.put_nowait(event)
        self.nudge()

    def nudge(self) -> None:
        """Something changed that is no event for the page: whoever waits looks again."""
        for waiter in self._waiters:
            waiter.set()

    def listen(self) -> asyncio.Queue[Json]:
        listener: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def forget(self, listener: asyncio.Queue[Json]) -> None:
        self._listeners.discard(listener)

    def close(self) -> None:
        self.emit("close", 0)

    async def until(self, happened: Callable[[], bool], within: float) -> None:
        """Wait for a state of the world; TimeoutError when it does not come."""
        waiter = asyncio.Event()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(within):
                while not happened():
                    await waiter.wait()
                    waiter.clear()
        finally:
            self._waiters.discard(waiter)
