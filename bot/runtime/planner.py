"""Wakes when something is due: what there is to say goes into the ledger in the commit that moves the person on."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeVar

from bot.person.habits import Habits
from bot.person.schedule import local_date, next_evening, next_morning, too_late
from bot.replies import Call
from bot.runtime.alarm import Alarm
from bot.runtime.clock import Clock
from bot.store import ledger, schedule
from bot.store.database import Conflict, Database, StoreError, Write
from bot.store.ledger import Parcel
from bot.store.schedule import Evening, Morning
from bot.store.visits import KEPT_MS

log = logging.getLogger(__name__)

T = TypeVar("T")
Kind = Literal["morning", "evening"]

BATCH = 100
AT_ONCE = 8
"""People for whom is decided at the same time: taps must not wait for them."""
LOOK = 5.0
"""Seconds after which it is looked although nobody called: another process may have changed something."""
AGAIN_MS, LONGEST_MS = 60_000, 3_600_000
"""How long somebody waits for whom it failed: twice as long each time."""
AGAIN, LONGEST_WAIT = 0.5, 30.0
"""Seconds, while the database can't be used."""


@dataclass(frozen=True, slots=True)
class Occasion:
    person: int
    kind: Kind
    day: date
    """Local."""
    visits: tuple[int, ...] = ()
    """Those to ask about in the evening."""

    @property
    def slot(self) -> str:
        return f"{self.kind}:{self.person}:{self.day}"


class Message(NamedTuple):
    writes: Sequence[Write] = ()
    """What is true once it is queued."""
    call: Call | None = None
    """None: there is nothing to say."""


Compose = Callable[[Occasion], Awaitable[Message]]


class Planner:
    """`queued` is called after something was queued."""

    def __init__(self, db: Database, clock: Clock, compose: Compose, queued: Callable[[], None]) -> None:
        self._db = db
        self._clock = clock
        self._compose = compose
        self._queued = queued
        self._alarm = Alarm(clock)
        self._failed: dict[tuple[int, Kind], int] = {}
        """How many times in a row."""

    def wake(self) -> None:
        """What is due next may have changed."""
        self._alarm.ring()

    def heed(self, writes: Sequence[Write]) -> None:
        """These were committed by somebody else."""
        if schedule.concerns(writes):
            self.wake()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        stopping = asyncio.create_task(stop.wait(), name="planner-stop")
        stopping.add_done_callback(lambda _: self.wake())
        wait = AGAIN
        try:
            while not stop.is_set():
                self._alarm.clear()
                try:
                    if not await self.catch_up():
                        await self._alarm.wait(LOOK, await schedule.next_due(self._db))
                    wait = AGAIN
                except (StoreError, Conflict) as trouble:
                    log.error("mornings and evenings wait: %s", trouble)
                    await self._alarm.wait(wait)
                    wait = min(2 * wait, LONGEST_WAIT)
        finally:
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)

    async def catch_up(self) -> bool:
        """One batch of what is due; false where there was nothing."""
        now = self._clock.now()
        mornings = await schedule.due_mornings(self._db, now, BATCH)
        evenings = await schedule.due_evenings(self._db, now, BATCH)
        await self._each(mornings, lambda one: self._morning(one, now))
        await self._each(evenings, lambda one: self._evening(one, now))
        return bool(mornings or evenings)

    async def _each(self, found: Sequence[T], handle: Callable[[T], Awaitable[None]]) -> None:
        for start in range(0, len(found), AT_ONCE):
            await asyncio.gather(*map(handle, found[start : start + AT_ONCE]))

    async def _morning(self, one: Morning, now: int) -> None:
        def again(at: int) -> list[Write]:
            return [schedule.move(one, one.done_day, at, hits=None)]

        await self._safely((one.person, "morning"), self._decide_morning(one, now), again, now)

    async def _decide_morning(self, one: Morning, now: int) -> None:
        due = next_morning(one.habits, one.done_day, now)
        if due is None or due.at > now:  # too late for the one that was due, or the rules of the zone have changed
            await self._db.commit([schedule.move(one, one.done_day, due.at if due else None)])
            return
        after = next_morning(one.habits, due.day, now)
        moved = [schedule.move(one, due.day, after.at if after else None)]
        await self._say(Occasion(one.person, "morning", due.day), one.habits, now, moved, moved)

    async def _evening(self, one: Evening, now: int) -> None:
        def again(at: int) -> list[Write]:
            return [schedule.ask(visit, at, hits=None) for visit in one.visits]

        await self._safely((one.person, "evening"), self._decide_evening(one, now), again, now)

    async def _decide_evening(self, one: Evening, now: int) -> None:
        today = local_date(now, one.habits.zone)
        taken = await schedule.is_taken(self._db, Occasion(one.person, "evening", today).slot)
        asked, later = [], []
        for visit in one.visits:
            due = next_evening(one.habits, now if taken else visit.created_at, now)
            if due is None or now - visit.created_at > KEPT_MS:
                later.append(schedule.ask(visit, None))
            elif due.at > now:
                later.append(schedule.ask(visit, due.at))
            else:
                asked.append(visit)
        if later:
            await self._db.commit(later)
        if asked:
            occasion = Occasion(one.person, "evening", today, tuple(visit.id for visit in asked))
            said, unsaid = [schedule.asked(visit) for visit in asked], [schedule.ask(visit, None) for visit in asked]
            await self._say(occasion, one.habits, now, said, unsaid)

    async def _say(self, occasion: Occasion, habits: Habits, now: int, said: list[Write], unsaid: list[Write]) -> None:
        """One commit: the message, what is true because of it, and the column moved on."""
        message = await self._compose(occasion)
        if message.call is None:
            await self._db.commit([*message.writes, *unsaid])
            return
        parcel = _parcel(occasion, habits, now, message.call)
        await self._db.commit([*message.writes, ledger.queue(parcel), *said])
        self._queued()

    async def _safely(
        self, who: tuple[int, Kind], work: Awaitable[None], again: Callable[[int], list[Write]], now: int
    ) -> None:
        """Where it fails this person is looked at again later, and the others don't wait."""
        try:
            await work
            self._failed.pop(who, None)
            return
        except StoreError:
            raise
        except Conflict:  # somebody was quicker: another process, or the person
            log.info("%s of %s is decided again", who[1], who[0])
        except Exception:
            self._failed[who] = self._failed.get(who, 0) + 1
            log.exception("%s of %s failed", who[1], who[0])
        wait: int = AGAIN_MS * 2 ** (self._failed.get(who, 1) - 1)
        await self._db.commit(again(now + min(wait, LONGEST_MS)))


def _parcel(occasion: Occasion, habits: Habits, now: int, call: Call) -> Parcel:
    """Sent at least once, but not into the quiet hours."""
    minute = habits.morning if occasion.kind == "morning" else habits.evening
    return Parcel(
        slot=occasion.slot,
        chat=occasion.person,
        kind=occasion.kind,
        call=json.dumps(call, ensure_ascii=False),
        due_at=now,
        person=occasion.person,
        expires_at=too_late(habits, occasion.day, minute),
    )
