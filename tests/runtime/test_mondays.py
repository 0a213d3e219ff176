"""A digest is queued once a Monday for each manager, in the commit that moves them on."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.digest.mondays import next_look
from bot.person.habits import FOREVER, Habits
from bot.replies import Call
from bot.runtime import mondays as machinery
from bot.runtime.clock import MovableClock
from bot.runtime.mondays import Mondays
from bot.store import ledger, mondays, people, schedule, teams
from bot.store.database import Conflict, Database, Row, StoreError, Write, open_database
from bot.store.migrate import migrate

from .conftest import eventually

ANNA, ILYA, OLGA = 1001, 1002, 1004
NORTH, SOUTH = 51, 52
MOSCOW = Habits(zone="Europe/Moscow")
HOUR, DAY, WEEK = 3_600_000, 86_400_000, 7 * 86_400_000
MONDAY = "2026-11-30"


class Still(MovableClock):
    """Stands still until it is moved."""

    def now(self) -> int:
        return START + self.ahead


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow")).timestamp() * 1000)


START = at("2026-11-27T12:00")


class Desk:
    """Whose digests say for whom they are."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = Still()
        self.composed: list[tuple[int, date]] = []
        self.queued = 0
        self.on: Callable[[int], Awaitable[Call | None]] = self.answer
        self.mondays = self.another()

    def another(self) -> Mondays:
        """As after a restart, or in another process."""
        return Mondays(self.db, self.clock, self.compose, self.count)

    def count(self) -> None:
        self.queued += 1

    async def compose(self, person: int, day: date) -> Call | None:
        self.composed.append((person, day))
        return await self.on(person)

    async def answer(self, person: int) -> Call | None:
        return Call("sendMessage", {"text": str(person)})

    async def lead(self, team: int, owner: int, *members: int, habits: Habits = MOSCOW) -> None:
        for person in (owner, *members):
            await self.db.commit([people.greet(person, "ru", 1), schedule.keep(person, habits, None, None)])
        await self.db.commit(teams.create(team, "T", owner, "O", 1))
        for rev, person in enumerate(members):
            await self.db.commit(teams.join(team, rev, person, "P", 2))

    async def until(self, when: str, by: Mondays | None = None) -> None:
        """It is so late, and everything due on the way was decided at its time."""
        end = at(when) - START
        while True:
            while await (by or self.mondays).catch_up():
                pass
            due = await mondays.next_due(self.db)
            if due is None or due > START + end:
                break
            self.clock.ahead = max(self.clock.ahead, due - START)
        self.clock.ahead = end

    async def move(self, when: str) -> None:
        """The bot was down meanwhile."""
        self.clock.ahead = at(when) - START
        while await self.mondays.catch_up():
            pass

    async def change(self, person: int, habits: Habits) -> None:
        """As the settings do it."""
        now = self.clock.now()
        await self.db.commit([schedule.keep(person, habits, None, None), mondays.put(person, next_look(habits, now))])

    async def rows(self) -> list[dict[str, object]]:
        return [dict(row) for row in await self.db.read("select * from ledger order by id")]

    async def slots(self) -> list[object]:
        return [row["slot"] for row in await self.rows()]


def slots(days: Sequence[str], person: int = OLGA) -> list[str]:
    return [f"digest:{person}:{day}" for day in days]


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


async def test_it_is_queued_on_monday_at_nine_and_expires_with_the_quiet_hours(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA, ANNA)
    await desk.until("2026-11-30T08:59")
    assert (await desk.slots(), desk.composed) == ([], [])
    await desk.until("2026-11-30T09:00")
    (row,) = await desk.rows()
    assert (row["slot"], row["kind"], row["person"], row["chat"]) == (*slots([MONDAY]), "digest", OLGA, OLGA)
    assert (row["due_at"], row["expires_at"]) == (at("2026-11-30T09:00"), at("2026-11-30T20:00"))
    assert json.loads(str(row["call"])) == ["sendMessage", {"text": str(OLGA)}]
    assert (desk.composed, desk.queued) == ([(OLGA, date(2026, 11, 30))], 1)


async def test_weeks_go_by_and_there_is_one_each_also_through_restarts(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA, ANNA)
    for day in ("2026-11-30", "2026-12-03", "2026-12-07", "2026-12-14"):
        await desk.until(f"{day}T09:00", desk.another())
        await desk.until(f"{day}T15:00", desk.another())
    assert await desk.slots() == slots(["2026-11-30", "2026-12-07", "2026-12-14"])


async def test_each_manager_gets_one_for_all_teams_and_members_none(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA, ANNA, ILYA)
    await desk.db.commit(teams.promote(NORTH, 2, ILYA, "manager"))
    await desk.lead(SOUTH, ILYA, ANNA)
    await desk.until("2026-11-30T10:00")
    assert sorted(map(str, await desk.slots())) == sorted(slots([MONDAY]) + slots([MONDAY], ILYA))


@pytest.mark.parametrize(("back", "sent"), [("2026-11-30T19:59", True), ("2026-11-30T20:00", False),
                                            ("2026-12-02T12:00", False)])  # fmt: skip
async def test_after_a_downtime_it_is_made_up_on_its_own_day_only(desk: Desk, back: str, sent: bool) -> None:
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-28T12:00")
    await desk.move(back)
    assert await desk.slots() == (slots([MONDAY]) if sent else [])
    await desk.until("2026-12-07T09:00")
    assert await desk.slots() == slots(([MONDAY] if sent else []) + ["2026-12-07"])


async def test_who_leads_since_monday_noon_waits_for_the_next(desk: Desk) -> None:
    await desk.move("2026-11-30T12:00")
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-30T19:00")
    assert await desk.slots() == []
    await desk.until("2026-12-07T09:00")
    assert await desk.slots() == slots(["2026-12-07"])


async def test_who_leads_no_more_gets_none(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA, ANNA)
    await desk.db.commit(teams.promote(NORTH, 1, ANNA, "manager"))
    await desk.until("2026-11-29T12:00")
    await desk.db.commit(teams.hand_over(NORTH, 2, OLGA, ANNA))
    await desk.db.commit(teams.promote(NORTH, 3, OLGA, "member"))
    await desk.until("2026-11-30T12:00")
    assert await desk.slots() == slots([MONDAY], ANNA)


@pytest.mark.parametrize("moved", ["2026-11-28T12:00", "2026-11-30T01:00", "2026-11-30T08:00", "2026-11-30T09:30"])
@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "Asia/Yekaterinburg", "Europe/London"])
async def test_another_zone_neither_loses_nor_doubles_it(desk: Desk, moved: str, zone: str) -> None:
    await desk.lead(NORTH, OLGA)
    await desk.until(moved)
    await desk.change(OLGA, Habits(zone=zone))
    await desk.until("2026-12-07T23:59")
    assert await desk.slots() == slots([MONDAY, "2026-12-07"])
    there = datetime.fromtimestamp(int(str((await desk.rows())[1]["due_at"])) / 1000, ZoneInfo(zone))
    assert (there.hour, there.minute) == (9, 0)


async def test_a_pause_holds_it_until_the_first_monday_that_is_not_silent(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-28T12:00")
    await desk.change(OLGA, Habits(zone="Europe/Moscow", paused_until=date(2026, 12, 5)))
    await desk.until("2026-12-06T12:00")
    assert await desk.slots() == []
    await desk.until("2026-12-07T12:00")
    assert await desk.slots() == slots(["2026-12-07"])


async def test_a_pause_for_good_ends_when_the_person_says_so(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-28T12:00")
    await desk.change(OLGA, Habits(zone="Europe/Moscow", paused_until=FOREVER))
    await desk.until("2027-01-20T12:00")
    assert await desk.slots() == []
    await desk.change(OLGA, MOSCOW)
    await desk.until("2027-01-25T12:00")
    assert await desk.slots() == slots(["2027-01-25"])


async def test_who_is_out_of_reach_gets_it_on_coming_back_the_same_day(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-28T12:00")
    await desk.db.commit([people.lose(OLGA, 1)])
    await desk.until("2026-11-30T14:00")
    assert await desk.slots() == []
    await desk.db.commit([people.regain(OLGA)])
    await desk.until("2026-11-30T14:01")
    assert await desk.slots() == slots([MONDAY])


async def test_where_there_is_nothing_to_tell_the_next_monday_is_waited_for(desk: Desk) -> None:
    async def nothing(person: int) -> None:
        return None

    desk.on = nothing
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-30T15:00")
    assert (await desk.slots(), len(desk.composed)) == ([], 1)
    desk.on = desk.answer
    await desk.until("2026-12-07T09:00")
    assert await desk.slots() == slots(["2026-12-07"])


async def test_one_that_fails_holds_up_no_other_and_is_tried_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def fragile(person: int) -> Call | None:
        if person == OLGA and len(desk.composed) < 4:
            raise ValueError("no words")
        return await desk.answer(person)

    desk.on = fragile
    await desk.lead(NORTH, OLGA)
    await desk.lead(SOUTH, ILYA)
    await desk.until("2026-11-30T09:00")
    assert await desk.slots() == slots([MONDAY], ILYA)
    assert f"the digest of {OLGA} failed" in caplog.text
    await desk.until("2026-11-30T09:30")
    assert sorted(map(str, await desk.slots())) == sorted(slots([MONDAY]) + slots([MONDAY], ILYA))


async def test_a_crash_before_the_commit_leaves_nothing_behind_and_loses_nothing(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA)
    await desk.until("2026-11-29T12:00")
    broken = Broken(desk.db)
    crashing = Mondays(broken, desk.clock, desk.compose, desk.count)
    with pytest.raises(StoreError):
        await desk.until("2026-11-30T09:00", crashing)
    assert (await desk.slots(), broken.writes) == ([], 2)
    await desk.until("2026-11-30T09:05")
    assert await desk.slots() == slots([MONDAY])


class Broken:
    """A database that is lost in the middle."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.read = db.read
        self.close = db.close
        self.writes = 0

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        self.writes = len(writes)
        raise StoreError("gone")


async def test_the_running_one_wakes_for_a_new_team_and_for_its_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machinery, "LOOK", 60.0)
    stop = asyncio.Event()
    running = asyncio.create_task(desk.mondays.run(stop))
    await asyncio.sleep(0.05)
    await desk.lead(NORTH, OLGA)
    desk.mondays.heed(teams.create(NORTH, "T", OLGA, "O", 1))
    desk.clock.ahead = at("2026-11-30T09:00") - START - HOUR
    await asyncio.sleep(0.1)
    desk.clock.ahead += HOUR
    await eventually(lambda: desk.queued)
    stop.set()
    await running
    assert await desk.slots() == slots([MONDAY])


async def test_two_processes_on_one_postgresql_queue_once(empty_postgresql: str) -> None:
    await migrate(empty_postgresql)
    ours, theirs = [await open_database(empty_postgresql) for _ in range(2)]
    try:
        desk, other = Desk(ours), Desk(theirs)
        for team in range(1, 21):
            await desk.lead(team, team)
        for when in ("2026-11-28T09:00", "2026-11-30T09:00", "2026-12-07T09:00"):
            desk.clock.ahead = other.clock.ahead = at(when) - START
            await asyncio.gather(desk.mondays.catch_up(), other.mondays.catch_up())
        expected = [one for team in range(1, 21) for one in slots([MONDAY, "2026-12-07"], team)]
        assert sorted(map(str, await desk.slots())) == sorted(expected)
    finally:
        await ours.close()
        await theirs.close()


async def test_a_reader_who_was_moved_on_by_somebody_else_is_not_moved_again(desk: Desk) -> None:
    await desk.lead(NORTH, OLGA)
    (reader,) = await mondays.due(desk.db, desk.clock.now(), 10)
    await desk.db.commit([mondays.move(reader, 5)])
    with pytest.raises(Conflict):
        await desk.db.commit([mondays.move(reader, 6)])
    assert await ledger.next_due(desk.db) is None
