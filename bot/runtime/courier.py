"""Delivers what the bot sends by itself: claims rows of the ledger that are due, within Telegram's limits."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta

from bot.runtime.alarm import Alarm
from bot.runtime.clock import Clock
from bot.runtime.delivery import FREE_RATE, Delivery
from bot.runtime.fatal import Fatal
from bot.runtime.pace import Limits, Pace
from bot.runtime.transport import Caller
from bot.store import ledger
from bot.store.database import Conflict, Database, StoreError, Write
from bot.store.ledger import Parcel

log = logging.getLogger(__name__)

LEAST, MOST = 10, 500
"""Calls under way at once: what may be begun in SECONDS, within these bounds."""
SECONDS = 2.0
AHEAD = 0.05
"""Seconds before a message may begin that it is claimed, so that a slow disk costs no time."""
TURNS = 2
"""Of the loop, after which a call has gone out: its time is that of the wire, however busy we are."""
LOOK = 5.0
"""Seconds after which the ledger is looked at although nobody called: another process may have queued something."""
LEASE_MS = 60_000
KEEP = 20.0
"""Seconds between two rounds of the housekeeping."""
AGAIN, LONGEST_WAIT = 0.5, 30.0
GRACE = 5.0
"""Seconds that a stop gives to the calls under way."""


class Courier:
    """`alone`: no other process can use this database."""

    def __init__(self, db: Database, caller: Caller, clock: Clock, limits: Limits, *, alone: bool) -> None:
        self._db = db
        self._clock = clock
        self._alone = alone
        self._name = secrets.token_hex(6)
        self._pace = Pace(limits)
        rate = limits.everybody[0] / limits.everybody[1]
        self._most = min(max(LEAST, int(rate * SECONDS)), MOST)
        self._deliver = Delivery(caller, clock, self._pace, self._name, paid=rate > FREE_RATE)
        self._under_way: set[asyncio.Task[None]] = set()
        self._closed: dict[int, float] = {}
        """Chats for which more is due than may be sent now, and until when (the loop's time)."""
        self._alarm = Alarm(clock)
        self._wait = AGAIN
        self._fatal: Fatal | None = None

    def wake(self) -> None:
        """Something was queued."""
        self._alarm.ring()

    def heed(self, writes: Sequence[Write]) -> None:
        """These were committed by somebody else."""
        if ledger.concerns(writes):
            self.wake()

    def halt(self, wait: float | timedelta) -> None:
        """Telegram wants a pause, whoever was told so."""
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
        self._pace.halt(asyncio.get_running_loop().time() + seconds)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set: then what is under way is finished, the rest stays queued. Raises Fatal."""
        keeping = asyncio.create_task(self._keep(), name="courier-keep")
        stopping = asyncio.create_task(stop.wait(), name="courier-stop")
        stopping.add_done_callback(lambda _: self.wake())
        try:
            while not (stop.is_set() or self._fatal):
                await self._round(stop)
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=GRACE)
        finally:
            ends = [keeping, stopping, *self._under_way]
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)
        if self._fatal:
            raise self._fatal

    async def _round(self, stop: asyncio.Event) -> None:
        self._alarm.clear()
        try:
            if not await self._send(stop):
                await self._rest()
            self._wait = AGAIN
        except (StoreError, Conflict) as trouble:
            log.error("what is due waits: %s", trouble)
            await self._alarm.wait(self._wait)
            self._wait = min(2 * self._wait, LONGEST_WAIT)

    async def _send(self, stop: asyncio.Event) -> bool:
        """Begins what is due and may be begun; false where there was nothing."""
        now, clock = asyncio.get_running_loop().time(), self._clock.now()
        room = min(self._pace.room(now + AHEAD), self._most - len(self._under_way))
        if room <= 0:
            return False
        self._closed = {chat: until for chat, until in self._closed.items() if until > now}
        parcels = await ledger.claim(
            self._db, self._name, clock, clock + LEASE_MS, room, self._closed, alone=self._alone
        )
        back = [parcel for parcel in parcels if stop.is_set() or not await self._begin(parcel)]
        if back:
            await self._write([ledger.put_back(parcel, self._name) for parcel in back])
        return bool(parcels)

    async def _begin(self, parcel: Parcel) -> bool:
        """False where it has to wait after all."""
        loop = asyncio.get_running_loop()
        chat_free_at = self._pace.chat_free_at(parcel.chat)
        if chat_free_at > loop.time():
            self._closed[parcel.chat] = chat_free_at
            return False
        wait = self._pace.free_at() - loop.time()
        if wait > 2 * AHEAD:  # a pause was asked for meanwhile
            return False
        if wait > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(self._bring(parcel), name=f"parcel {parcel.id}")
        self._under_way.add(task)
        task.add_done_callback(self._done)
        for _ in range(TURNS):
            await asyncio.sleep(0)
        self._pace.take(parcel.chat, loop.time())
        return True

    def _done(self, task: asyncio.Task[None]) -> None:
        """There is room again, or the message waits again."""
        self._under_way.discard(task)
        self.wake()

    async def _bring(self, parcel: Parcel) -> None:
        try:
            writes = await self._deliver(parcel)
        except Fatal as fatal:
            self._fatal = fatal
            writes = [ledger.put_back(parcel, self._name)]
            self.wake()
        except Exception as error:
            log.exception("%s %s can't be sent", parcel.kind, parcel.id)
            writes = [ledger.end(parcel, self._name, "failed", self._clock.now(), error=type(error).__name__)]
        await self._write(writes)

    async def _write(self, writes: list[Write]) -> None:
        """Patiently: until it is written down, nobody may send these again."""
        wait = AGAIN
        while True:
            try:
                await self._db.commit(writes)
                return
            except (StoreError, Conflict) as trouble:
                log.error("what was sent is not written down yet: %s", trouble)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    async def _rest(self) -> None:
        """Until there may be something to begin."""
        now, seconds, due = asyncio.get_running_loop().time(), LOOK, None
        if self._pace.free_at() > now + AHEAD:
            seconds = self._pace.free_at() - now - AHEAD
        elif len(self._under_way) < self._most:
            due = await ledger.next_due(self._db, self._closed)
            seconds = min([LOOK, *(until - now for until in self._closed.values())])
        await self._alarm.wait(seconds, due)

    async def _keep(self) -> None:
        """Housekeeping: our own leases, what dead couriers left on the way, what ended long ago."""
        while True:
            now = self._clock.now()
            try:
                if self._under_way:
                    await self._db.commit([ledger.renew(self._name, now + LEASE_MS)])
                left = await ledger.recover(self._db, self._name, now, alone=self._alone)
                await ledger.drop_old(self._db, now)
                if any(left.values()):
                    log.warning("left on the way: %(queued)s are sent again, %(unknown)s may have arrived", left)
                    self.wake()
            except (StoreError, Conflict) as trouble:
                log.error("the ledger is not looked after: %s", trouble)
            await asyncio.sleep(KEEP)
