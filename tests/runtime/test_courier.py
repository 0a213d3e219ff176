"""The courier on a real database and a real local Bot API."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.playground import Limits as TelegramLimits
from bot.playground import World
from bot.playground.limits import Gate
from bot.runtime.clock import Clock, MovableClock
from bot.runtime.courier import Courier
from bot.runtime.fatal import WRONG_TOKEN, Fatal
from bot.runtime.pace import Limits
from bot.store import ledger
from bot.store.database import Database, StoreError, Write, open_database
from bot.store.ledger import Parcel
from bot.store.migrate import migrate

from .conftest import ANNA, ILYA, MARINA, Rig, eventually

GROUP, SUPERGROUP = -4001, -1004001
HOUR = 3_600_000
FAST = Limits(everybody=(1000, 1.0), chat=(1000, 1.0), group=(1000, 1.0))


class Office:
    """A courier that can be stopped and started again, and what it has to deliver."""

    def __init__(self, rig: Rig, db: Database) -> None:
        self.world = rig.world
        self.transport = rig.transport
        self.db = db
        self.clock: Clock = MovableClock()
        self.limits = FAST
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.transport.initialize()
        self._stop = asyncio.Event()
        self.courier = Courier(self.db, self.transport, self.clock, self.limits, alone=True)
        self._running = asyncio.create_task(self.courier.run(self._stop))

    async def stop(self) -> None:
        self._stop.set()
        await self.ended()

    async def ended(self) -> None:
        assert self._running is not None
        running, self._running = self._running, None
        async with asyncio.timeout(10):
            await running

    async def die(self) -> None:
        """In the middle of whatever it does."""
        assert self._running is not None
        running, self._running = self._running, None
        self.courier._write = never  # type: ignore[method-assign, assignment]
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    async def close(self) -> None:
        if self._running is not None:
            self._stop.set()
            with suppress(Exception):
                await self.ended()
        await self.transport.shutdown()

    async def queue(self, *slots: str, chat: int = ANNA, **more: Any) -> None:
        now = self.clock.now()
        await self.db.commit([ledger.queue(parcel(slot, **{"due_at": now, "chat": chat, **more})) for slot in slots])
        if self._running is not None:
            self.courier.wake()

    async def rows(self, *names: str) -> list[Any]:
        """Of the ledger, in the order of queueing."""
        rows = await self.db.read(f"select {', '.join(names)} from ledger order by id")
        return [tuple(dict(row).values()) if len(names) > 1 else row[names[0]] for row in rows]

    async def become(self, *states: str) -> None:
        """All rows, in the end."""
        now: list[str] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(20):
                while now != list(states):
                    await asyncio.sleep(0.01)
                    now = await self.rows("state")
        assert now == list(states)

    def heard(self, chat: int = ANNA) -> list[str]:
        return [str(one["text"]) for one in self.world.from_bot(chat)]

    async def is_out_of_reach(self, person: int) -> bool:
        rows = await self.db.read("select unreachable_at from people where id = :id", {"id": person})
        return rows[0]["unreachable_at"] is not None


async def never(*_: object) -> None:
    await asyncio.Event().wait()


def parcel(slot: str, due_at: int, chat: int = ANNA, **more: Any) -> Parcel:
    call = json.dumps(["sendMessage", {"text": slot}])
    person = chat if chat in (ANNA, ILYA, MARINA) else None
    return replace(Parcel(slot, chat, "reminder", call, due_at, person), **more)


def met(person: int) -> Write:
    return Write("insert into people (id, created_at, seen_at) values (:id, 1, 1)", {"id": person})


@pytest.fixture
async def office(rig: Rig, db: Database) -> AsyncIterator[Office]:
    await db.commit([met(ANNA), met(ILYA), met(MARINA)])
    office = Office(rig, db)
    yield office
    await office.close()


async def test_what_is_due_is_sent_in_its_order_and_the_message_is_noted(office: Office) -> None:
    await office.queue("1", "2", "3")
    await office.start()
    await office.become("sent", "sent", "sent")
    assert office.heard() == ["1", "2", "3"]
    assert await office.rows("message") == [one["message_id"] for one in office.world.from_bot(ANNA)]


async def test_what_is_queued_while_it_rests_is_sent_at_once(office: Office) -> None:
    await office.start()
    await office.queue("now")
    await office.become("sent")
    assert office.heard() == ["now"]


async def test_it_waits_for_what_is_due_later_and_goes_by_a_clock_that_is_moved(office: Office) -> None:
    assert isinstance(office.clock, MovableClock)
    await office.queue("tomorrow", due_at=office.clock.now() + 24 * HOUR)
    await office.start()
    await asyncio.sleep(0.05)
    assert office.heard() == []
    office.clock.ahead += 24 * HOUR
    await office.become("sent")


async def test_what_is_too_late_is_not_sent(office: Office) -> None:
    assert isinstance(office.clock, MovableClock)
    await office.queue("for today", expires_at=office.clock.now() + HOUR)
    office.clock.ahead += HOUR
    await office.start()
    await office.become("expired")
    assert office.heard() == []


async def test_a_stop_finishes_what_is_under_way_and_leaves_the_rest(office: Office) -> None:
    office.limits = replace(FAST, everybody=(10, 1.0))
    office.world.delay_next("sendMessage", 0.2, times=100)
    await office.queue(*map(str, range(15)))
    await office.start()
    await eventually(lambda: office.courier._under_way)
    await office.stop()
    states = Counter(await office.rows("state"))
    assert states["sent"] == len(office.heard()) > 0
    assert states["sent"] + states["queued"] == 15
    await office.start()
    await office.become(*["sent"] * 15)
    assert sorted(office.heard()) == sorted(map(str, range(15)))


@pytest.mark.parametrize(("once", "state", "heard"), [(False, "sent", ["x", "x"]), (True, "unknown", ["x"])])
async def test_after_a_crash_a_reminder_is_sent_again_and_a_tip_is_not(
    office: Office, caplog: pytest.LogCaptureFixture, once: bool, state: str, heard: list[str]
) -> None:
    await office.start()
    office.courier._write = never  # type: ignore[method-assign, assignment]
    await office.queue("x", once=once)
    await eventually(office.heard)
    await office.die()
    await office.start()
    await office.become(state)
    assert office.heard() == heard
    said = f"left on the way: {int(not once)} are sent again, {int(once)} may have arrived"
    assert said in [record.getMessage() for record in caplog.records]


async def test_who_has_blocked_the_bot_is_out_of_reach_and_gets_nothing_more(office: Office) -> None:
    office.world.people[ANNA].blocked = True
    await office.queue("1", "later", due_at=office.clock.now())
    await office.queue("next week", due_at=office.clock.now() + 168 * HOUR)
    await office.queue("others", chat=ILYA)
    await office.start()
    await eventually(lambda: office.heard(ILYA))
    await office.become("blocked", "blocked", "blocked", "sent")
    assert await office.is_out_of_reach(ANNA)
    assert not await office.is_out_of_reach(ILYA)
    assert (await office.rows("error"))[0] == "403 Forbidden: bot was blocked by the user"


async def test_a_group_that_threw_the_bot_out_is_nobody_out_of_reach(office: Office) -> None:
    office.world.chats[GROUP].bot_inside = False
    await office.queue("1", chat=GROUP, person=ANNA)
    await office.start()
    await office.become("blocked")
    assert not await office.is_out_of_reach(ANNA)


async def test_a_chat_that_is_not_found_is_believed_the_second_time(office: Office) -> None:
    assert isinstance(office.clock, MovableClock)
    office.world.people[ANNA].started = False
    office.world.chats[GROUP].members.remove(ANNA)
    await office.queue("1")
    await office.start()
    await eventually(lambda: office.world.calls_of("sendMessage"))
    await office.become("queued")
    assert not await office.is_out_of_reach(ANNA)
    assert await office.rows("tries", "error") == [(1, "400 Bad Request: chat not found")]
    office.clock.ahead += HOUR
    await office.become("failed")
    assert await office.is_out_of_reach(ANNA)
    assert len(office.world.calls_of("sendMessage")) == 2


async def test_a_chat_that_is_found_the_second_time_gets_its_message(office: Office) -> None:
    assert isinstance(office.clock, MovableClock)
    office.world.fail_next("sendMessage", 400, "Bad Request: chat not found")
    await office.queue("1")
    await office.start()
    await eventually(lambda: office.world.calls_of("sendMessage"))
    await office.become("queued")
    office.clock.ahead += HOUR
    await office.become("sent")
    assert not await office.is_out_of_reach(ANNA)


async def test_a_group_that_became_a_supergroup_is_followed(office: Office) -> None:
    office.world.add_group(SUPERGROUP, "Team", [ANNA])
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    office.world.fail_next("sendMessage", 400, moved, migrate_to=SUPERGROUP)
    await office.queue("1", chat=GROUP)
    await office.queue("2", chat=GROUP, due_at=office.clock.now() + 500)
    await office.start()
    await office.become("sent", "sent")
    assert (office.heard(GROUP), office.heard(SUPERGROUP)) == ([], ["1", "2"])
    assert await office.rows("chat") == [SUPERGROUP, SUPERGROUP]


async def test_what_telegram_does_not_take_fails_with_its_sentence_and_is_logged_without_words(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.queue("secret" * 1000)
    await office.queue("2")
    await office.start()
    await office.become("failed", "sent")
    assert (await office.rows("error"))[0] == "400 Bad Request: message is too long"
    [logged] = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert logged == "reminder 1 was refused: 400 Bad Request: message is too long"


async def test_a_row_that_can_not_be_read_costs_nobody_else_a_message(office: Office) -> None:
    await office.queue("odd", call="{}")
    await office.queue("2")
    await office.start()
    await office.become("failed", "sent")


@pytest.mark.parametrize("break_", ["502", "cut", "cut after"])
async def test_a_network_in_trouble_is_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch, break_: str) -> None:
    monkeypatch.setattr("bot.runtime.delivery.AGAIN_MS", 20)
    if break_ == "502":
        office.world.fail_next("sendMessage", 502, "Bad Gateway", times=3)
    else:
        office.world.cut_next("sendMessage", times=3, after=break_ == "cut after")
    await office.queue("1", "2")
    await office.start()
    await office.become("sent", "sent")
    assert set(office.heard()) == {"1", "2"}
    assert sum(await office.rows("tries")) == 3
    assert len(office.heard()) == (5 if break_ == "cut after" else 2)


async def test_what_may_have_arrived_is_sent_at_most_once_where_that_was_asked_for(office: Office) -> None:
    office.world.cut_next("sendMessage", after=True)
    await office.queue("tip", once=True)
    await office.start()
    await office.become("unknown")
    await office.queue("next")
    await office.become("unknown", "sent")
    assert office.heard() == ["tip", "next"]


async def test_what_was_never_sent_is_tried_again_though_at_most_once_was_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.delivery.AGAIN_MS", 20)
    office.world.fail_next("sendMessage", 500, "Internal Server Error")
    await office.queue("tip", once=True)
    await office.start()
    await office.become("sent")


async def test_a_wrong_token_stops_the_bot_and_loses_nothing(office: Office) -> None:
    office.world.fail_next("sendMessage", 401, "Unauthorized")
    await office.queue("1")
    await office.start()
    with pytest.raises(Fatal) as fatal:
        await office.ended()
    assert str(fatal.value) == WRONG_TOKEN
    assert await office.rows("state") == ["queued"]


class Moody:
    """A database that can't be used for a while."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.down = False

    def __getattr__(self, name: str) -> Any:
        if self.down and name in ("read", "commit"):
            raise StoreError("The disk is full.")
        return getattr(self._db, name)


async def test_a_database_in_trouble_is_waited_for_and_nothing_is_sent_twice(office: Office, db: Database) -> None:
    moody = Moody(db)
    office.db = moody
    await office.start()
    office.world.delay_next("sendMessage", 0.1)
    await office.queue("1")
    await eventually(lambda: office.courier._under_way)
    moody.down = True
    await eventually(office.heard)
    await asyncio.sleep(0.1)
    moody.down = False
    await office.become("sent")
    await office.queue("2")
    await office.become("sent", "sent")
    assert office.heard() == ["1", "2"]


def times(world: World, chat: int | None = None) -> list[float]:
    return [one.time for one in world.calls_of("sendMessage") if one.ok and chat in (None, one.params["chat_id"])]


def refused(world: World) -> list[object]:
    return [str(one.result) for one in world.calls if not one.ok]


def crowd(world: World, many: int) -> range:
    for person in range(5001, 5001 + many):
        world.add_person(person, "P", started=True)
    return range(5001, 5001 + many)


async def test_a_pause_that_telegram_wants_holds_everything(office: Office) -> None:
    office.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await office.queue("1")
    await office.queue("2", chat=ILYA)
    await office.start()
    await office.become("sent", "sent")
    [first] = [one for one in office.world.calls_of("sendMessage") if not one.ok]
    under_way = [time for time in times(office.world) if time < first.time + 0.1]
    assert len(under_way) <= 1
    assert all(time >= first.time + 0.9 for time in times(office.world) if time not in under_way)
    assert await office.rows("tries") == [0, 0]


async def test_a_pause_that_telegram_wants_for_a_group_holds_only_that_group(office: Office) -> None:
    office.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 2", retry_after=2)
    await office.queue("1", chat=GROUP)
    await office.start()
    await eventually(lambda: office.world.calls_of("sendMessage"))
    await office.queue("2", chat=ILYA)
    await eventually(lambda: office.heard(ILYA))
    assert office.heard(GROUP) == []
    await office.become("sent", "sent")


@pytest.mark.parametrize("wait", [0.5, timedelta(seconds=0.5)], ids=["number", "timedelta"])
async def test_a_pause_that_an_answer_met_holds_the_courier_too(office: Office, wait: float | timedelta) -> None:
    await office.start()
    begun = asyncio.get_running_loop().time()
    office.courier.halt(wait)
    await office.queue("1")
    await office.become("sent")
    assert asyncio.get_running_loop().time() - begun >= 0.5


async def test_limits_are_used_up_and_never_overstepped(office: Office) -> None:
    """Everybody's, of people and a group at once, against a Telegram that counts."""
    everybody, chat, group = (60, 3.0), (1, 1.0), (3, 4.0)
    office.world.gate = Gate(TelegramLimits(everybody, chat, group))
    office.limits = Limits(everybody, chat, group)
    office.world.delay_next("sendMessage", 0.1, times=300)
    await office.queue(*(f"group {n}" for n in range(5)), chat=GROUP)
    await office.db.commit(
        [ledger.queue(parcel(f"p{person}", office.clock.now(), person)) for person in crowd(office.world, 175)]
    )
    await office.start()
    async with asyncio.timeout(30):
        while len(office.world.calls_of("sendMessage")) < 180:
            await asyncio.sleep(0.1)
    await office.stop()
    sent = times(office.world)
    assert refused(office.world) == []  # it counts what arrives
    assert 0.98 * 20 * (sent[-1] - sent[0]) <= 180


async def test_one_chat_with_a_long_queue_holds_nobody_else_up(office: Office) -> None:
    office.limits = replace(FAST, chat=(1, 0.5))
    office.world.gate = Gate(TelegramLimits(everybody=(1000, 1.0), chat=(1, 0.5)))
    await office.queue(*(f"a{n}" for n in range(300)))
    await office.queue("i", chat=ILYA)
    await office.start()
    await eventually(lambda: office.heard(ILYA))
    assert len(office.heard(ANNA)) <= 2
    await eventually(lambda: len(office.heard(ANNA)) >= 3)
    assert office.heard(ANNA)[:3] == ["a0", "a1", "a2"]
    assert refused(office.world) == []


async def test_over_thirty_a_second_messages_are_paid_for(office: Office) -> None:
    office.limits = Limits(everybody=(31, 1.0))
    await office.queue("1")
    await office.start()
    await office.become("sent")
    assert office.world.calls_of("sendMessage")[0].params["allow_paid_broadcast"] is True


async def test_up_to_thirty_a_second_nothing_is_paid_for(office: Office) -> None:
    office.limits = Limits()
    await office.queue("1")
    await office.start()
    await office.become("sent")
    assert "allow_paid_broadcast" not in office.world.calls_of("sendMessage")[0].params


async def test_two_couriers_on_one_database_never_send_the_same_row(rig: Rig, empty_postgresql: str) -> None:
    await asyncio.to_thread(lambda: asyncio.run(migrate(empty_postgresql)))
    people = crowd(rig.world, 600)
    databases = [await open_database(empty_postgresql) for _ in range(2)]
    await databases[0].commit([ledger.queue(parcel(f"s{n}", Clock().now(), n)) for n in people])
    await rig.transport.initialize()
    stop = asyncio.Event()
    couriers = [Courier(db, rig.transport, Clock(), FAST, alone=False) for db in databases]
    running = [asyncio.create_task(courier.run(stop)) for courier in couriers]
    await eventually(lambda: len(rig.world.calls_of("sendMessage")) >= 600)
    stop.set()
    await asyncio.gather(*running)
    assert (await ledger.counts(databases[0]))["sent"] == 600
    assert Counter(one.params["text"] for one in rig.world.calls_of("sendMessage")) == Counter(f"s{n}" for n in people)
    shares = await databases[0].read("select courier, count(*) as many from ledger group by courier")
    assert len(shares) == 2
    await asyncio.gather(*(db.close() for db in databases))
    await rig.transport.shutdown()
