"""A team, its tips on their way, and everything that brings them there, on a clock that stands still."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.person.habits import Habits
from bot.playground import World
from bot.pushes.receiving import Mode, opens
from bot.replies import Call
from bot.runtime.clock import MovableClock
from bot.runtime.courier import Courier
from bot.runtime.pace import Limits
from bot.runtime.pusher import Pusher
from bot.runtime.reporter import EVERY_MS
from bot.runtime.transport import Transport
from bot.search import Search
from bot.store import ledger, outcomes, own_tips, places, pushes, schedule
from bot.store.database import Database, Write
from bot.store.outcomes import Counts
from bot.store.own_tips import Kind, OwnTip
from bot.store.places import Place
from bot.store.pushes import Push
from bot.turn import Library
from handlers.carrier import Carrier
from handlers.screens import Screens
from handlers.service import Texts

OLGA, TEAM, TIP, PUSH = 1004, 500, 700, 600
TODAY = "2026-11-24"
"""A Tuesday."""
MOSCOW = Habits(zone="Europe/Moscow")
LIBRARY = "success-factor.b2b.1"
HOUR, DAY = 3_600_000, 86_400_000
FAST = Limits(everybody=(1000, 1.0), chat=(1000, 1.0), group=(1000, 1.0))
TEXTS = Texts.read()


class Still(MovableClock):
    """Stands still until it is moved."""

    def __init__(self, now: str) -> None:
        super().__init__()
        self.start = int(datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Moscow")).timestamp() * 1000)

    def now(self) -> int:
        return self.start + self.ahead


class Desk:
    """`file` and `db`: the same database."""

    def __init__(self, db: Database, world: World, transport: Transport, now: str = f"{TODAY}T12:00") -> None:
        self.db = db
        self.world = world
        self.transport = transport
        self.clock = Still(now)
        self.courier = Courier(db, transport, self.clock, FAST, alone=True)
        self.pusher = self.another()

    def another(self, db: Database | None = None) -> Pusher:
        """As after a restart, or in another process."""
        library = Library(TEXTS.catalog, db or self.db, Search(TEXTS.catalog))
        carrier = Carrier(db or self.db, library, Screens(TEXTS.words, TEXTS.templates, "bot"), self.clock)
        self.pusher = Pusher(db or self.db, self.transport, self.clock, carrier, self.courier)
        return self.pusher

    async def team(self, *people: int, habits: Habits = MOSCOW, lang: str = "en") -> None:
        """Olga owns it."""
        now = {"now": 1, "team": TEAM}
        await self.db.commit([Write("insert into teams (id, name, created_at) values (:team, 'North', :now)", now)])
        await self.join(OLGA, *people, habits=habits, lang=lang)

    async def join(self, *people: int, habits: Habits = MOSCOW, lang: str = "en") -> None:
        person_sql = (
            "insert into people (id, lang, habits, created_at, seen_at) values (:id, :lang, :habits, 1, 1) "
            "on conflict (id) do update set habits = excluded.habits"
        )
        sql = (
            "insert into members (team, person, role, shown_as, joined_at) values (:team, :person, :role, :shown_as, 1)"
        )
        for person in people:
            if person not in self.world.people:
                self.world.add_person(person, "A", started=True)
            role = "owner" if person == OLGA else "member"
            await self.db.commit([
                Write(person_sql, {"id": person, "lang": lang, "habits": habits.dump()}),
                Write(sql, {"team": TEAM, "person": person, "role": role, "shown_as": f"P{person}"}),
            ])  # fmt: skip

    async def own(self, html: str, kind: Kind = "text", file: str | None = None) -> str:
        """A tip of Olga's own; its name."""
        tip = OwnTip(TIP, TEAM, OLGA, kind, html, file, self.clock.now())
        await self.db.commit([own_tips.write(tip)])
        return tip.key

    async def place(self, chat: int, thread: int = 0) -> None:
        await self.db.commit([places.put(Place(chat, thread, TEAM, "Group"), self.clock.now())])

    async def push(
        self, tip: str = LIBRARY, mode: Mode = "now", day: date | None = None, id: int = PUSH, **more: Any
    ) -> Push:
        now = self.clock.now()
        at = max(now, opens(day)) if day and mode == "date" else now
        push = Push(id, TEAM, OLGA, tip, mode, day, now, **{"next_at": at, **more})
        await self.db.commit([pushes.start(push)])
        return push

    async def report(self) -> int:
        """A message of the bot in Olga's chat, which becomes the report."""
        sent = await self.transport.call(Call("sendMessage", {"chat_id": OLGA, "text": "..."}))
        return int(sent["message_id"])

    async def now(self, id: int = PUSH) -> Push:
        found = await pushes.load(self.db, id, TEAM)
        assert found
        return found

    async def work(self) -> None:
        """Until there is nothing to do at this moment."""
        while await self.pusher.catch_up():
            pass

    async def deliver(self) -> None:
        """Everything that is due."""
        stop = asyncio.Event()
        running = asyncio.create_task(self.courier.run(stop))
        self.courier.wake()
        async with asyncio.timeout(10):
            while await self.db.read(
                "select 1 as one from ledger where state = 'sending' or (state = 'queued' and due_at <= :now)",
                {"now": self.clock.now()},
            ):
                await asyncio.sleep(0.002)
        stop.set()
        await running
        self.courier = Courier(self.db, self.transport, self.clock, FAST, alone=True)

    async def pass_time(self, milliseconds: int) -> None:
        """Everything due on the way happens at its time."""
        end = self.clock.ahead + milliseconds
        while True:
            await self.work()
            await self.deliver()
            due = [at for at in (await pushes.next_due(self.db), await ledger.next_due(self.db)) if at is not None]
            ahead = min(due) - self.clock.start if due else None
            if ahead is None or ahead > end:
                break
            self.clock.ahead = max(ahead, self.clock.ahead)
        self.clock.ahead = end
        await self.work()

    async def rows(self, kind: str = "tip", push: int = PUSH) -> list[dict[str, Any]]:
        sql = "select * from ledger where kind = :kind and push = :push order by id"
        return [dict(row) for row in await self.db.read(sql, {"kind": kind, "push": push})]

    async def states(self, push: int = PUSH) -> dict[int, str]:
        return {row["chat"]: row["error"] if row["state"] == "cancelled" else row["state"]
                for row in await self.rows(push=push)}  # fmt: skip

    async def told(self) -> list[tuple[int, str, str, int | None]]:
        rows = await self.db.read("select person, day, tip, push from told order by day, person")
        return [(row["person"], row["day"], row["tip"], row["push"]) for row in rows]

    async def counts(self, push: int = PUSH) -> Counts:
        return await outcomes.counts(self.db, push)

    def heard(self, person: int) -> list[str]:
        return [str(one.get("text") or one.get("caption")) for one in self.world.from_bot(person)]


def call_of(row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    method, params = json.loads(row["call"])
    return method, params


def edits(world: World, message: int) -> Sequence[float]:
    return [call.time for call in world.calls_of("editMessageText") if call.params["message_id"] == message and call.ok]


__all__ = ["DAY", "EVERY_MS", "HOUR", "schedule"]
