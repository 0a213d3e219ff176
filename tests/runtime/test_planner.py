"""What is due is decided once, and goes into the ledger in the same commit."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.person.habits import Habits
from bot.person.schedule import next_evening, next_morning
from bot.replies import Call
from bot.runtime import planner as machinery
from bot.runtime.clock import MovableClock
from bot.runtime.planner import Message, Occasion, Planner
from bot.store import people, schedule
from bot.store.database import Database, StoreError, Write, open_database
from bot.store.migrate import migrate

ANNA, ILYA, OLGA = 1001, 1002, 1004
MOSCOW = Habits(zone="Europe/Moscow", days="two")
HOUR, DAY = 3_600_000, 86_400_000


class Still(MovableClock):
    """Stands still until it is moved."""

    def __init__(self, now: str) -> None:
        super().__init__()
        self._start = int(datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Moscow")).timestamp() * 1000)

    def now(self) -> int:
        return self._start + self.ahead


class Desk:
    """A planner whose messages say who, what and when."""

    def __init__(self, db: Database, now: str = "2026-11-24T08:00") -> None:
        self.db = db
        self.clock = Still(now)
        self.composed: list[Occasion] = []
        self.queued = 0
        self.on: Callable[[Occasion], Awaitable[Message]] = self.answer
        self.planner = self.another()

    def another(self) -> Planner:
        """As after a restart, or in another process."""
        return Planner(self.db, self.clock, self.compose, self.count)

    def count(self) -> None:
        self.queued += 1

    async def compose(self, occasion: Occasion) -> Message:
        self.composed.append(occasion)
        return await self.on(occasion)

    async def answer(self, occasion: Occasion) -> Message:
        trace = Write("insert into content (version, body, created_at) values (:slot, '', 0)", {"slot": occasion.slot})
        return Message([trace], Call("sendMessage", {"text": occasion.slot}))

    async def meet(self, *persons: int, habits: Habits = MOSCOW) -> None:
        for person in persons:
            due = next_morning(habits, None, self.clock.now())
            await self.db.commit([
                people.greet(person, "ru", self.clock.now()), schedule.keep(person, habits, None, due and due.at)
            ])  # fmt: skip

    async def visit(self, id: int, person: int = ANNA) -> None:
        now = self.clock.now()
        at = next_evening(MOSCOW, now, now)
        assert at is not None
        deal = "insert into deals (id, person, number, created_at) values (:id, :person, :number, 1)"
        sql = (
            "insert into visits (id, person, deal, day, ask_at, created_at) "
            "values (:id, :person, :id, '2026-11-24', :at, :now)"
        )
        row = {"id": id, "person": person}
        await self.db.commit([Write(deal, {**row, "number": id}), Write(sql, {**row, "at": at.at, "now": now})])

    async def pass_time(self, milliseconds: int, planner: Planner | None = None) -> None:
        """Everything due on the way is decided at its time."""
        end = self.clock.now() + milliseconds
        while (due := await schedule.next_due(self.db)) is not None and due <= end:
            self.clock.ahead = max(self.clock.ahead, due - self.clock._start)
            while await (planner or self.planner).catch_up():
                pass
        self.clock.ahead = end - self.clock._start

    async def slots(self) -> list[str]:
        return [row["slot"] for row in await self.db.read("select slot from ledger order by id")]

    async def traces(self) -> list[str]:
        return sorted(row["version"] for row in await self.db.read("select version from content"))


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


async def test_a_morning_is_queued_at_its_hour_with_what_follows_from_it(desk: Desk) -> None:
    await desk.meet(ANNA)
    await desk.pass_time(HOUR)
    assert await desk.slots() == []
    await desk.pass_time(HOUR)
    (row,) = await desk.db.read("select * from ledger")
    assert row["slot"] == f"morning:{ANNA}:2026-11-24"
    assert (row["person"], row["chat"], row["kind"], row["once"], row["state"]) == (ANNA, ANNA, "morning", 0, "queued")
    assert json.loads(row["call"]) == ["sendMessage", {"text": row["slot"]}]
    assert row["due_at"] == desk.clock._start + 3 * HOUR // 2
    assert row["expires_at"] == desk.clock._start + 12 * HOUR  # the quiet hours
    assert desk.queued == 1
    assert await desk.traces() == [row["slot"]]
    person = await people.load(desk.db, ANNA)
    assert str(person.morning_day) == "2026-11-24"
    assert person.morning_at == row["due_at"] + DAY


async def test_where_there_is_nothing_to_say_the_day_is_dealt_with(desk: Desk) -> None:
    async def silent(occasion: Occasion) -> Message:
        return replace_call(await desk.answer(occasion))

    desk.on = silent
    await desk.meet(ANNA)
    await desk.pass_time(3 * DAY)
    assert [str(one.day) for one in desk.composed] == ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert await desk.slots() == []
    assert len(await desk.traces()) == 3
    assert desk.queued == 0


def replace_call(message: Message) -> Message:
    return message._replace(call=None)


async def test_a_restart_changes_nothing(desk: Desk) -> None:
    await desk.meet(ANNA, ILYA)
    for _ in range(16):
        await desk.pass_time(6 * HOUR, desk.another())
    days = [f"2026-11-{day}" for day in (24, 25, 26, 27)]
    assert await desk.slots() == [f"morning:{person}:{day}" for day in days for person in (ANNA, ILYA)]


async def test_downtime_makes_up_for_today_and_for_nothing_before(desk: Desk) -> None:
    await desk.meet(ANNA)
    desk.clock.ahead = 2 * DAY + 6 * HOUR
    await desk.planner.catch_up()
    assert await desk.slots() == [f"morning:{ANNA}:2026-11-26"]
    desk.clock.ahead = 3 * DAY + 13 * HOUR  # past nine in the evening
    await desk.planner.catch_up()
    assert len(await desk.slots()) == 1
    await desk.pass_time(DAY)
    assert await desk.slots() == [f"morning:{ANNA}:2026-11-{day}" for day in (26, 28)]


async def test_an_instant_that_is_too_early_by_now_is_only_moved_on(desk: Desk) -> None:
    """As after a change of a zone's rules."""
    await desk.meet(ANNA)
    early = desk.clock.now() + HOUR // 2
    await desk.db.commit([schedule.keep(ANNA, MOSCOW, None, early)])
    await desk.pass_time(HOUR)
    assert desk.composed == []
    assert await schedule.next_due(desk.db) == desk.clock._start + 3 * HOUR // 2


async def test_two_visits_are_one_evening_question(desk: Desk) -> None:
    await desk.meet(ANNA)
    await desk.visit(1)
    await desk.pass_time(3 * HOUR)
    await desk.visit(2)
    await desk.pass_time(10 * HOUR)
    assert await desk.slots() == [f"{kind}:{ANNA}:2026-11-24" for kind in ("morning", "evening")]
    assert desk.composed[-1].visits == (1, 2)
    rows = await desk.db.read("select state, ask_at from visits")
    assert [(row["state"], row["ask_at"]) for row in rows] == [("asked", None)] * 2
    (row,) = await desk.db.read("select due_at, expires_at from ledger where kind = 'evening'")
    assert row["due_at"] == desk.clock._start + 11 * HOUR
    assert row["expires_at"] == desk.clock._start + 12 * HOUR


async def test_a_second_evening_of_a_day_waits_for_the_next(desk: Desk) -> None:
    await desk.meet(ANNA)
    await desk.visit(1)
    await desk.pass_time(11 * HOUR)
    await desk.visit(2)
    (later,) = await schedule.waiting(desk.db, ANNA)
    await desk.db.commit([schedule.ask(later, desk.clock.now() + 60_000)])  # as after the evening's hour was moved
    await desk.pass_time(DAY)
    assert [slot for slot in await desk.slots() if "evening" in slot] == [
        f"evening:{ANNA}:2026-11-24", f"evening:{ANNA}:2026-11-25",
    ]  # fmt: skip
    assert [one.visits for one in desk.composed if one.kind == "evening"] == [(1,), (2,)]


async def test_a_missed_evening_is_made_up_soon_or_never(desk: Desk) -> None:
    await desk.meet(ANNA, ILYA)
    await desk.visit(1)
    desk.clock.ahead = 13 * HOUR
    await desk.pass_time(DAY)
    assert [(str(one.day), one.visits) for one in desk.composed if one.kind == "evening"] == [("2026-11-25", (1,))]
    await desk.visit(2, ILYA)
    desk.clock.ahead += 6 * DAY
    await desk.pass_time(2 * DAY)
    assert len([one for one in desk.composed if one.kind == "evening"]) == 1
    assert await schedule.waiting(desk.db, ILYA) == ()


async def test_an_evening_with_nothing_to_ask_is_over(desk: Desk) -> None:
    async def silent(occasion: Occasion) -> Message:
        return Message()

    desk.on = silent
    await desk.meet(ANNA)
    await desk.visit(1)
    await desk.pass_time(DAY)
    (row,) = await desk.db.read("select state, ask_at from visits")
    assert (row["state"], row["ask_at"]) == ("planned", None)


async def test_one_whose_message_fails_is_tried_again_later_and_blocks_nobody(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken = True

    async def sometimes(occasion: Occasion) -> Message:
        if broken and occasion.person == ANNA:
            raise ValueError("no such row")
        return await desk.answer(occasion)

    desk.on = sometimes
    await desk.meet(ANNA, ILYA)
    await desk.visit(1)
    await desk.pass_time(2 * HOUR)
    assert await desk.slots() == [f"morning:{ILYA}:2026-11-24"]
    tried = len([one for one in desk.composed if one.person == ANNA])
    assert tried == 5  # after 1, 2, 4, 8 and 16 minutes
    assert f"morning of {ANNA} failed" in caplog.text
    broken = False
    await desk.pass_time(9 * HOUR)
    assert await desk.slots() == [
        f"morning:{ILYA}:2026-11-24", f"morning:{ANNA}:2026-11-24", f"evening:{ANNA}:2026-11-24",
    ]  # fmt: skip


async def test_a_morning_that_fails_all_day_gives_way_to_the_next(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    async def broken_today(occasion: Occasion) -> Message:
        if str(occasion.day) == "2026-11-24":
            raise ValueError("no such row")
        return await desk.answer(occasion)

    desk.on = broken_today
    await desk.meet(ANNA)
    await desk.pass_time(2 * DAY)
    assert await desk.slots() == [f"morning:{ANNA}:2026-11-25"]
    assert len(desk.composed) < 20


async def test_what_was_changed_while_it_was_decided_is_decided_again(desk: Desk) -> None:
    moved = replace(MOSCOW, morning=12 * 60)

    async def meanwhile(occasion: Occasion) -> Message:
        if len(desk.composed) == 1:
            due = next_morning(moved, None, desk.clock.now())
            await desk.db.commit([schedule.keep(ANNA, moved, None, due and due.at)])
        return await desk.answer(occasion)

    desk.on = meanwhile
    await desk.meet(ANNA)
    await desk.pass_time(3 * HOUR)
    assert await desk.slots() == []
    await desk.pass_time(2 * HOUR)
    assert await desk.slots() == await desk.traces() == [f"morning:{ANNA}:2026-11-24"]


async def test_more_people_than_one_batch_are_all_written_to(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machinery, "BATCH", 10)
    persons = range(1, 36)
    await desk.meet(*persons)
    await desk.pass_time(2 * HOUR)
    assert sorted(await desk.slots()) == sorted(f"morning:{person}:2026-11-24" for person in persons)


async def test_while_the_database_can_not_be_used_it_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machinery, "AGAIN", 0.01)
    await desk.meet(ANNA)
    desk.clock.ahead = 2 * HOUR
    failed = 0

    async def locked(occasion: Occasion) -> Message:
        nonlocal failed
        failed += 1
        if failed < 3:
            raise StoreError("somebody else writes")
        return await desk.answer(occasion)

    desk.on = locked
    stop = asyncio.Event()
    running = asyncio.create_task(desk.planner.run(stop))
    await until(lambda: desk.queued == 1)
    stop.set()
    await running
    assert await desk.slots() == [f"morning:{ANNA}:2026-11-24"]


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.003)


async def test_it_sleeps_until_the_next_is_due_and_wakes_when_that_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machinery, "LOOK", 1000.0)
    looked = 0
    catch_up = desk.planner.catch_up

    async def counted() -> bool:
        nonlocal looked
        looked += 1
        return await catch_up()

    monkeypatch.setattr(desk.planner, "catch_up", counted)
    stop = asyncio.Event()
    running = asyncio.create_task(desk.planner.run(stop))
    await until(lambda: looked)
    await desk.meet(ANNA)
    desk.planner.heed([people.stop_listening(ANNA)])
    await asyncio.sleep(0.05)
    assert looked == 1  # that was nothing of its business
    desk.planner.heed([schedule.keep(ANNA, MOSCOW, None, 1)])
    await until(lambda: looked == 2)
    await asyncio.sleep(0.05)
    desk.clock.ahead = 2 * HOUR
    await until(lambda: desk.queued == 1)
    desk.clock.ahead = DAY + 2 * HOUR
    await until(lambda: desk.queued == 2)
    stop.set()
    await running
    assert await desk.slots() == [f"morning:{ANNA}:2026-11-{day}" for day in (24, 25)]


async def test_two_planners_on_one_postgresql_write_once(empty_postgresql: str) -> None:
    await migrate(empty_postgresql)
    ours, theirs = [await open_database(empty_postgresql) for _ in range(2)]
    try:
        desk, other = Desk(ours), Desk(theirs)
        persons = range(1, 41)
        await desk.meet(*persons)
        for person in persons[:10]:
            await desk.visit(person, person)
        for one in (desk, other):
            one.on = slowly(one)
        for ahead in (2 * HOUR, 11 * HOUR, DAY + 2 * HOUR, DAY + 11 * HOUR):
            desk.clock.ahead = other.clock.ahead = ahead
            await asyncio.gather(desk.planner.catch_up(), other.planner.catch_up())
        days = ("2026-11-24", "2026-11-25")
        expected = [f"morning:{person}:{day}" for person in persons for day in days]
        expected += [f"evening:{person}:2026-11-24" for person in persons[:10]]
        assert sorted(await desk.slots()) == await desk.traces() == sorted(expected)
        assert len(desk.composed) + len(other.composed) > len(expected)  # they did meet
    finally:
        await ours.close()
        await theirs.close()


def slowly(desk: Desk) -> Callable[[Occasion], Awaitable[Message]]:
    async def answer(occasion: Occasion) -> Message:
        await asyncio.sleep(0.002)
        return await desk.answer(occasion)

    return answer
