"""Brings pushes on their way, a batch a commit: each receiver's row in the ledger, and how far the work has come."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.runtime.alarm import Alarm
from bot.runtime.clock import Clock
from bot.runtime.courier import Courier
from bot.runtime.fatal import Fatal
from bot.runtime.planner import AGAIN, LONGEST_WAIT, LOOK
from bot.runtime.pushing import Carrier, Works
from bot.runtime.reporter import Reporter
from bot.runtime.transport import Caller
from bot.runtime.workdays import Workdays
from bot.store import pushes
from bot.store.database import Conflict, Database, StoreError, Write
from bot.store.pushes import Push

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Pushes that are looked at in one round, a batch of each."""
CONFLICTS = 5
AGAIN_MS = 60_000
"""After which something that failed is tried again."""


class Pusher:
    def __init__(self, db: Database, caller: Caller, clock: Clock, carrier: Carrier, courier: Courier) -> None:
        self._db = db
        self._clock = clock
        self._works = Works(db, carrier)
        self._workdays = Workdays(db, carrier)
        self._reporter = Reporter(db, caller, carrier, clock.now(), courier.halt)
        self._queued = courier.wake
        self._alarm = Alarm(clock)
        self._conflicts: Counter[int] = Counter()
        """In a row."""

    def heed(self, writes: Sequence[Write]) -> None:
        """These were committed by somebody else."""
        if pushes.concerns(writes):
            self._alarm.ring()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        stopping = asyncio.create_task(stop.wait(), name="pusher-stop")
        stopping.add_done_callback(lambda _: self._alarm.ring())
        wait = AGAIN
        try:
            while not stop.is_set():
                self._alarm.clear()
                try:
                    if not await self.catch_up():
                        await self._alarm.wait(LOOK, await pushes.next_due(self._db))
                    wait = AGAIN
                except (StoreError, Conflict) as trouble:
                    log.error("pushes wait: %s", trouble)
                    await self._alarm.wait(wait)
                    wait = min(2 * wait, LONGEST_WAIT)
        finally:
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)

    async def catch_up(self) -> bool:
        """A batch of each push that has something to do; false where none has."""
        now = self._clock.now()
        found = await pushes.due(self._db, now, AT_ONCE)
        for push in found:
            await self._safely(push, now)
        return bool(found)

    async def _safely(self, push: Push, now: int) -> None:
        """Where it fails it is tried again later, and the others don't wait."""
        try:
            await self._step(push, now)
            self._conflicts.pop(push.id, None)
            return
        except (StoreError, Fatal):
            raise
        except Conflict as conflict:  # cancelled or edited meanwhile, somebody left, or another process was quicker
            self._conflicts[push.id] += 1
            if self._conflicts[push.id] <= CONFLICTS:
                return
            log.error("push %s waits: %s", push.id, conflict)
        except Exception:
            log.exception("push %s failed", push.id)
        await self._db.commit([pushes.save(replace(push, next_at=now + AGAIN_MS), push)])

    async def _step(self, push: Push, now: int) -> None:
        if push.mode == "workdays":
            await self._db.commit(await self._workdays.step(push, now))
            self._queued()
            return
        after, writes = await self._works.step(push, now)
        if after.next_at is None:
            await self._report(push, after, writes, now)
        else:
            await self._db.commit([pushes.save(after, push), *writes])
        if writes:
            self._queued()

    async def _report(self, push: Push, after: Push, writes: list[Write], now: int) -> None:
        """There is nothing more to do but to look how it goes."""
        if writes:  # they count first
            await self._db.commit([pushes.save(replace(after, next_at=now), push), *writes])
            return
        look = await self._reporter.look(after, now)
        await self._db.commit([pushes.save(look.push, push)])  # before the edit, so that no other process makes it too
        shown = look.call is None or await self._reporter.show(push.id, look.call, now)
        if look.over and shown:
            state = "done" if look.push.state == "running" else look.push.state
            await self._db.commit([pushes.save(replace(look.push, state=state, next_at=None), look.push)])
            self._reporter.rest(now)
