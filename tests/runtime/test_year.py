"""A year of mornings and evenings, in twelve zones and all kinds of working days, on a real database.

The planner is rebuilt again and again, stands still for a day, and people change their hours; the clock is an argument.
"""

import heapq
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.person import rescheduling
from bot.person.habits import DAYS, Habits
from bot.person.schedule import works
from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.planner import Message, Occasion, Planner
from bot.store import people, schedule
from bot.store.database import Database, Write, open_database
from bot.turn import Library, Turn

HOUR, DAY = 3_600_000, 86_400_000
BEGIN, END = date(2026, 1, 1), date(2027, 1, 1)
ZONES = (
    "Europe/Moscow", "Asia/Kamchatka", "Europe/Berlin", "Europe/London", "America/New_York", "America/St_Johns",
    "Asia/Kolkata", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Chatham", "America/Santiago", "Australia/Adelaide",
)  # fmt: skip
HOURS: dict[str, dict[str, Any]] = {
    "Europe/Berlin": {
        "morning": 150,
        "quiet_from": 1200,
        "quiet_to": 60,
    },  # 02:30 is left out in spring, twice in autumn
    "Asia/Beirut": {"morning": 0, "quiet_from": 0, "quiet_to": 0},  # midnight is left out in spring
    "Australia/Lord_Howe": {"morning": 105, "quiet_from": 1380, "quiet_to": 90},
}
DARK = (date(2026, 3, 10), date(2026, 10, 7))
"""Local days of Moscow on which the bot is down from midnight to midnight."""
MOVED = date(2026, 6, 15)
"""At noon UTC everybody moves their morning by half an hour, and some of them back."""


def utc(day: date, hour: int = 0) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("UTC")).timestamp() * 1000)


def wall(now: int, zone: str) -> datetime:
    return datetime.fromtimestamp(now / 1000, ZoneInfo(zone))


class At(Clock):
    time = utc(BEGIN)

    def now(self) -> int:
        return self.time


@dataclass
class Year:
    """The world around the planner: what happens when, and what was written to whom."""

    db: Database
    file: Path
    clock: At = field(default_factory=At)
    zones: dict[int, str] = field(default_factory=dict)
    composed: list[tuple[str, int]] = field(default_factory=list)
    visits: dict[int, tuple[int, date]] = field(default_factory=dict)
    ahead: list[tuple[int, int, Callable[[], Awaitable[None]]]] = field(default_factory=list)

    async def compose(self, occasion: Occasion) -> Message:
        self.composed.append((occasion.slot, self.clock.time))
        return Message(call=Call("sendMessage", {"text": occasion.slot}))

    def later(self, at: int, what: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self.ahead, (at, len(self.ahead), what))

    async def turn(self, person: int) -> Turn:
        """What a use case works with when this person does something now."""
        return Turn(self.db, cast(Library, None), await people.load(self.db, person), self.clock.time, "ru")

    async def change(self, person: int, change: Callable[[Habits], Habits]) -> None:
        turn = await self.turn(person)
        await rescheduling.keep(turn, change(turn.person.habits))
        await self.db.commit(turn.tx)

    async def visit(self, person: int) -> None:
        id = len(self.visits) + 1
        now, habits = self.clock.time, (await people.load(self.db, person)).habits
        due = schedule_of_evening(habits, now)
        deal = "insert into deals (id, person, number, created_at) values (:id, :person, :number, 1)"
        sql = (
            "insert into visits (id, person, deal, day, ask_at, created_at) values (:id, :person, :id, :day, :at, :now)"
        )
        row = {"id": id, "person": person}
        day = wall(now, habits.zone).date()
        visit = {**row, "day": day.isoformat(), "at": due, "now": now}
        await self.db.commit([Write(deal, {**row, "number": id}), Write(sql, visit)])
        self.visits[id] = (person, day)

    async def run(self) -> None:
        """From one thing to the next; after each the planner is another one."""
        while True:
            due = await schedule.next_due(self.db)
            at = min(due if due is not None else utc(END), self.ahead[0][0] if self.ahead else utc(END))
            if at >= utc(END):
                return
            self.clock.time = max(self.clock.time, at)
            if wall(self.clock.time, "Europe/Moscow").date() in DARK:
                self.clock.time += DAY - (self.clock.time + 3 * HOUR) % DAY
            while self.ahead and self.ahead[0][0] <= self.clock.time:
                await heapq.heappop(self.ahead)[2]()
            planner = Planner(self.db, self.clock, self.compose, lambda: None)
            while await planner.catch_up():
                pass

    async def restart(self) -> None:
        await self.db.close()
        self.db = await open_database(f"sqlite:///{self.file}")


def schedule_of_evening(habits: Habits, now: int) -> int:
    from bot.person.schedule import next_evening

    due = next_evening(habits, now, now)
    assert due is not None
    return due.at


def days_of_shift(person: int) -> list[date]:
    """Every third day, say."""
    return [BEGIN + timedelta(n) for n in range(person % 3, 365, 3)]


@pytest.fixture
async def year(template: Path, tmp_path: Path) -> AsyncIterator[Year]:
    """Everybody has met the bot on New Year's Eve."""
    file = Path(shutil.copy(template, tmp_path / "year.db"))
    year = Year(await open_database(f"sqlite:///{file}"), file)
    for person, (zone, days) in enumerate(((zone, days) for zone in ZONES for days in DAYS), 1):
        habits = Habits(zone=zone, days=days, since=BEGIN if days == "two" else None, **HOURS.get(zone, {}))
        assert habits.trouble is None
        year.zones[person] = zone
        await year.db.commit([people.greet(person, "ru", 1)])
        await year.change(person, lambda _, habits=habits: habits)  # type: ignore[misc]
        plan(year, person, habits)
    for n in range(1, 12):
        year.later(utc(BEGIN) + n * 31 * DAY, year.restart)
    yield year
    await year.db.close()


def plan(year: Year, person: int, habits: Habits) -> None:
    zone = ZoneInfo(habits.zone)

    async def move(minutes: int) -> None:
        await year.change(person, lambda kept: replace(kept, morning=kept.morning + minutes))

    async def on_shift() -> None:
        await year.change(person, lambda kept: replace(kept, shift=wall(year.clock.time, habits.zone).date()))

    year.later(utc(MOVED, 12), lambda: move(30))
    if person % 2:
        year.later(utc(MOVED + timedelta(30), 3), lambda: move(-30))
    if habits.days == "floating":
        for day in days_of_shift(person):
            year.later(int(datetime(day.year, day.month, day.day, 12, tzinfo=zone).timestamp() * 1000), on_shift)
    for n in range(0, 363, 11):
        day = BEGIN + timedelta(n)
        noon = datetime(day.year, day.month, day.day, 12, 30, tzinfo=zone)
        year.later(int(noon.timestamp() * 1000), lambda: year.visit(person))


def dark(day: date, zone: str, start: int, end: int) -> bool:
    """Nobody could be written to between these minutes of the day."""
    wanted = [
        datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(minutes=m) for m in (start, end)
    ]
    return any(
        wall(utc(one) - 3 * HOUR, zone) <= wanted[0] and wanted[1] <= wall(utc(one) + 21 * HOUR, zone) for one in DARK
    )


async def test_each_morning_and_each_evening_comes_once_in_its_hours(year: Year) -> None:
    await year.run()
    rows = await year.db.read("select slot, person, kind, due_at, expires_at, state from ledger order by id")
    assert [(row["slot"], row["due_at"]) for row in rows] == year.composed
    assert len({row["slot"] for row in rows}) == len(rows)
    written = {person: {"morning": {}, "evening": {}} for person in year.zones}  # type: ignore[var-annotated]
    for row in rows:
        _, _, day = row["slot"].split(":")
        written[row["person"]][row["kind"]][date.fromisoformat(day)] = row["due_at"]
    for person, zone in year.zones.items():
        habits = (await people.load(year.db, person)).habits
        check_mornings(person, zone, habits, written[person]["morning"])
        check_evenings(person, habits, written[person]["evening"], year)
    assert len(rows) > 36 * 150


def check_mornings(person: int, zone: str, habits: Habits, written: dict[date, int]) -> None:
    first = date(2026, 1, 1)
    expected = {
        first + timedelta(n)
        for n in range(366)
        if (
            works(habits, first + timedelta(n))
            if habits.days != "floating"
            else first + timedelta(n) in days_of_shift(person)
        )
    }
    over = habits.quiet_from if habits.quiet_from > habits.morning else 24 * 60
    lost = {day for day in expected if dark(day, zone, habits.morning - 30, over)}
    doubtful = {first, date(2025, 12, 31), date(2026, 12, 31), END, *(one for day in DARK for one in around(day))}
    assert expected - lost - set(written) - doubtful == set(), (person, zone, habits)
    assert set(written) - expected - doubtful == set(), (person, zone, habits)
    for day, at in written.items():
        clock = wall(at, zone)
        minute = clock.hour * 60 + clock.minute
        assert clock.date() == day
        assert not habits.is_quiet(minute)
        if day not in doubtful and habits.days != "floating" and not MOVED <= day <= MOVED + timedelta(31):
            early = habits.morning if person % 2 else habits.morning - (30 if day < MOVED else 0)
            nominal = datetime(day.year, day.month, day.day) + timedelta(minutes=early)
            late = clock.replace(tzinfo=None) - nominal
            assert timedelta(0) <= late <= timedelta(hours=1), (person, zone, day, clock)
            assert not late or zone in HOURS  # where the hour itself was left out


def around(day: date) -> list[date]:
    return [day + timedelta(n) for n in (-1, 0, 1)]


def check_evenings(person: int, habits: Habits, written: dict[date, int], year: Year) -> None:
    planned = [day for who, day in year.visits.values() if who == person]
    doubtful = {one for day in DARK for one in around(day)}
    assert set(planned) - set(written) - doubtful == {day for day in planned if day >= date(2026, 12, 31)}
    assert set(written) - set(planned) - doubtful == set()
    assert len(planned) >= len(written) >= len(planned) - 1
    for day, at in written.items():
        clock = wall(at, habits.zone)
        assert clock.date() == day
        assert day in doubtful or (clock.hour, clock.minute) == divmod(habits.evening, 60)
        assert not habits.is_quiet(clock.hour * 60 + clock.minute)
