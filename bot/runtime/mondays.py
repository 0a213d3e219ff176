"""Wakes when a digest is due: it goes into the ledger in the commit that moves its reader on to the next Monday."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.digest.mondays import hour, next_look, next_monday
from bot.person.schedule import too_late
from bot.replies import Call
from bot.runtime.alarm import Alarm
from bot.runtime.clock import Clock
from bot.runtime.planner import AGAIN, AGAIN_MS, LONGEST_WAIT, LOOK
from bot.store import ledger, mondays, schedule
from bot.store.database import Conflict, Database, StoreError, Write
from bot.store.ledger import Parcel
from bot.store.mondays import Reader

log = logging.getLogger(__name__)

KIND = "digest"
"""Of such messages in the ledger."""
BATCH = 100

Compose = Callable[[int, date], Awaitable[Call | None]]
"""A person and a Monday -> one message about all their teams; None: there is nothing to say."""


class Mondays:
    """`queued` is called after something was queued."""

    def __init__(self, db: Database, clock: Clock, compose: Compose, queued: Callable[[], None]) -> None:
        self._db = db
        self._clock = clock
        self._compose = compose
        self._queued = queued
        self._alarm = Alarm(clock)

    def heed(self, writes: Sequence[Write]) -> None:
        """These were committed by somebody else."""
        if mondays.concerns(writes):
            self._alarm.ring()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        stopping = asyncio.create_task(stop.wait(), name="mondays-stop")
        stopping.add_done_callback(lambda _: self._alarm.ring())
        wait = AGAIN
        try:
            while not stop.is_set():
                self._alarm.clear()
                try:
                    if not await self.catch_up():
                        await self._alarm.wait(LOOK, await mondays.next_due(self._db))
                    wait = AGAIN
                except (StoreError, Conflict) as trouble:
                    log.error("digests wait: %s", trouble)
                    await self._alarm.wait(wait)
                    wait = min(2 * wait, LONGEST_WAIT)
        finally:
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)

    async def catch_up(self) -> bool:
        """One batch of what is due; false where there was nothing."""
        now = self._clock.now()
        found = await mondays.due(self._db, now, BATCH)
        for reader in found:
            await self._safely(reader, now)
        return bool(found)

    async def _safely(self, reader: Reader, now: int) -> None:
        """Where it fails this reader is looked at again later, and the others don't wait."""
        try:
            await self._decide(reader, now)
            return
        except StoreError:
            raise
        except Conflict:  # somebody was quicker: another process, or the person
            log.info("the digest of %s is decided again", reader.person)
        except Exception:
            log.exception("the digest of %s failed", reader.person)
        await self._db.commit([mondays.move(reader, now + AGAIN_MS, hits=None)])

    async def _decide(self, reader: Reader, now: int) -> None:
        due = next_monday(reader.habits, now)
        if due is None or due.at > now:  # the Monday that was due is over, or the rules of the zone have changed
            await self._db.commit([mondays.move(reader, next_look(reader.habits, now))])
            return
        moved = mondays.move(reader, next_look(reader.habits, now, due.day))
        slot = f"{KIND}:{reader.person}:{due.day}"
        begins = reader.at is None  # an hour that had passed before is not made up
        call = None
        if not begins and not await schedule.is_taken(self._db, slot):
            call = await self._compose(reader.person, due.day)
        if call is None:
            await self._db.commit([moved])
            return
        parcel = Parcel(
            slot=slot,
            chat=reader.person,
            kind=KIND,
            call=json.dumps(call, ensure_ascii=False),
            due_at=now,
            person=reader.person,
            expires_at=too_late(reader.habits, due.day, hour(reader.habits)),
        )
        await self._db.commit([ledger.queue(parcel), moved])
        self._queued()
