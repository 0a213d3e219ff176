"""One lane a chat: its updates are handled in order, different chats at once.

At most LANE rows of a chat and ALL rows in all wait in memory; the rest waits in the inbox.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bot.store.inbox import Item

LANE = 20
ALL = 1000

Handle = Callable[[Item], Awaitable[None]]
More = Callable[[int, int, int], Awaitable[list[Item]]]
"""The next rows of a lane: lane, after which seq, how many."""


class Lanes:
    def __init__(self, handle: Handle, more: More) -> None:
        self._handle = handle
        self._more = more
        self._waiting: dict[int, deque[Item]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._in_table: set[int] = set()
        """Lanes with rows that wait in the inbox only."""
        self._spilled: set[int] = set()
        """Of these, lanes to which a row was added while they were being read."""
        self._parked: dict[int, None] = {}
        """Of these, lanes that wait until there is room, longest first."""
        self._last: dict[int, int] = {}
        self._count = 0
        self._reading = 0
        self._stopping = False
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def offer(self, items: Iterable[Item]) -> None:
        """Takes rows in their order."""
        for item in items:
            waiting = self._waiting.setdefault(item.lane, deque())
            if item.lane in self._in_table or len(waiting) >= LANE or self._count >= ALL:
                self._in_table.add(item.lane)
                self._spilled.add(item.lane)
            else:
                waiting.append(item)
                self._count += 1
            self._start(item.lane)

    def recover(self, lanes: Iterable[int]) -> None:
        """Lanes with rows left in the inbox by an earlier run."""
        for lane in lanes:
            self._in_table.add(lane)
            self._waiting.setdefault(lane, deque())
            self._start(lane)

    async def stop(self) -> None:
        """Finishes the rows in hand; the others stay in the inbox."""
        self._stopping = True
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    def _start(self, lane: int) -> None:
        if lane in self._tasks or self._stopping:
            return
        if not self._waiting[lane] and self._count + LANE * self._reading >= ALL:
            self._parked[lane] = None
            return
        self._parked.pop(lane, None)
        from_table = not self._waiting[lane]
        self._reading += from_table
        task = asyncio.create_task(self._work(lane, from_table))
        self._tasks[lane] = task
        task.add_done_callback(self._ended)

    async def _work(self, lane: int, from_table: bool) -> None:
        waiting = self._waiting[lane]
        try:
            if from_table:
                try:
                    await self._refill(lane)
                finally:
                    self._reading -= 1
            while not self._stopping:
                while not waiting and lane in self._in_table:
                    await self._refill(lane)
                if not waiting:
                    return
                item = waiting.popleft()
                self._count -= 1
                await self._handle(item)
                self._last[lane] = item.seq
        finally:
            del self._tasks[lane]
            if not waiting and lane not in self._in_table:
                del self._waiting[lane]
                self._last.pop(lane, None)

    async def _refill(self, lane: int) -> None:
        self._spilled.discard(lane)
        rows = await self._more(lane, self._last.get(lane, 0), LANE)
        if len(rows) < LANE and lane not in self._spilled:
            self._in_table.discard(lane)
        self._waiting[lane].extend(rows)
        self._count += len(rows)

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error and not self.failed.done():
            self.failed.set_exception(error)
        while self._parked and self._count + LANE * self._reading < ALL and not self._stopping:
            self._start(next(iter(self._parked)))
