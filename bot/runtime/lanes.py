"""One lane a chat: its updates are handled in order, different chats at once.

At most LANE rows of a chat and ALL rows in all are in memory; the rest waits in the inbox.
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
        self._held: dict[int, deque[Item]] = {}
        """Rows in memory; the first of a lane is in hand."""
        self._count = 0
        """Rows in memory, and places kept for rows that are being read."""
        self._behind: dict[int, int] = {}
        """Lanes with rows that are in the inbox only, and the seq after which these begin."""
        self._spilled: set[int] = set()
        """Of these, lanes to which a row was added while they were being read."""
        self._parked: dict[int, None] = {}
        """Of these, lanes that wait to be read, longest first."""
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._stopping = False
        self.known = 0
        """The last seq that was offered; what is behind it in the inbox will be."""
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def offer(self, items: Iterable[Item]) -> None:
        """Takes rows in their order."""
        for item in items:
            self.known = item.seq
            held = self._held.get(item.lane, ())
            # who waits in the inbox comes first: while anybody does, new rows go behind
            if item.lane in self._behind or self._parked or len(held) >= LANE or self._count >= ALL:
                self._spill(item)
            else:
                self._held.setdefault(item.lane, deque()).append(item)
                self._count += 1
                self._start(item.lane)
        self._unpark()

    def recover(self, lanes: Iterable[int], known: int) -> None:
        """Lanes with rows left in the inbox by an earlier run, the last of them `known`."""
        self.known = known
        for lane in lanes:
            self._behind[lane] = 0
            self._parked[lane] = None
        self._unpark()

    async def stop(self, seconds: float) -> None:
        """Finishes the rows in hand, within `seconds`; the others stay in the inbox."""
        self._stopping = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _spill(self, item: Item) -> None:
        if item.lane in self._behind:
            self._spilled.add(item.lane)
            return
        self._behind[item.lane] = item.seq - 1
        if item.lane not in self._tasks:
            self._parked[item.lane] = None

    def _unpark(self) -> None:
        while self._parked and self._count + LANE <= ALL and not self._stopping:
            lane = next(iter(self._parked))
            del self._parked[lane]
            self._count += LANE
            self._start(lane, read=True)

    def _start(self, lane: int, *, read: bool = False) -> None:
        if lane not in self._tasks and not self._stopping:
            self._tasks[lane] = asyncio.create_task(self._work(lane, read))

    async def _work(self, lane: int, read: bool) -> None:
        held = self._held.setdefault(lane, deque())
        try:
            if read:
                await self._read(lane, held)
            while held and not self._stopping:
                await self._handle(held[0])
                held.popleft()
                self._count -= 1
                self._unpark()
        except Exception as error:  # nothing of this lane may be handled past a row that was not
            self._stopping = True
            if not self.failed.done():
                self.failed.set_exception(error)
        finally:
            del self._tasks[lane]
            if not held:
                del self._held[lane]
            if lane in self._behind:
                self._parked[lane] = None
            self._unpark()

    async def _read(self, lane: int, held: deque[Item]) -> None:
        """Room for LANE rows is kept meanwhile."""
        self._spilled.discard(lane)
        try:
            rows = await self._more(lane, self._behind[lane], LANE)
        finally:
            self._count -= LANE
        rows = [row for row in rows if row.seq <= self.known]  # the others are about to be offered
        if rows:
            self._behind[lane] = rows[-1].seq
        if len(rows) < LANE and lane not in self._spilled:
            del self._behind[lane]
        held.extend(rows)
        self._count += len(rows)
