"""When a digest is due: Monday at nine where its reader is, whatever the zone, the pause and the hour do."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digest.mondays import WEEK_MS, next_look, next_monday
from bot.person.habits import FOREVER, Habits
from bot.person.schedule import local

MOSCOW = Habits(zone="Europe/Moscow")
MONDAY = date(2026, 11, 30)


def at(text: str, zone: str = "Europe/Moscow") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-24T12:00", MONDAY),
        ("2026-11-29T23:59", MONDAY),
        ("2026-11-30T08:59", MONDAY),
        ("2026-11-30T19:59", MONDAY),
        ("2026-11-30T20:00", MONDAY + timedelta(7)),
        ("2026-12-01T00:00", MONDAY + timedelta(7)),
    ],
)
def test_it_is_due_on_mondays_at_nine_until_the_quiet_hours(now: str, day: date) -> None:
    due = next_monday(MOSCOW, at(now))
    assert due == (day, at(f"{day}T09:00"))


def test_a_monday_that_was_dealt_with_is_over() -> None:
    due = next_monday(MOSCOW, at("2026-11-30T09:00"), after=MONDAY)
    assert due == (MONDAY + timedelta(7), at("2026-12-07T09:00"))


@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"])
def test_nine_is_nine_where_the_reader_is(zone: str) -> None:
    due = next_monday(Habits(zone=zone), at("2026-11-25T12:00"))
    assert due is not None
    assert local(due.at, zone).isoformat()[:16] == "2026-11-30T09:00"


def test_in_a_year_with_two_changes_of_the_clock_there_is_one_a_week_at_nine() -> None:
    habits, now = Habits(zone="Europe/London"), at("2026-01-01T00:00", "Europe/London")
    found: list[datetime] = []
    while (due := next_monday(habits, now, found[-1].date() if found else None)) and due.day.year == 2026:
        found.append(local(due.at, "Europe/London"))
        now = due.at
    assert len(found) == 52
    assert {(one.weekday(), one.hour, one.minute) for one in found} == {(0, 9, 0)}


@pytest.mark.parametrize(
    ("until", "day"),
    [
        (date(2026, 11, 30), MONDAY),
        (date(2026, 12, 1), MONDAY + timedelta(7)),
        (date(2026, 11, 20), MONDAY),
        (date(2027, 1, 6), date(2027, 1, 11)),
    ],
)
def test_a_pause_holds_it(until: date, day: date) -> None:
    due = next_monday(replace(MOSCOW, paused_until=until), at("2026-11-25T12:00"))
    assert due is not None
    assert due.day == day


def test_who_wants_to_hear_nothing_at_all_is_only_looked_at_again() -> None:
    silent, now = replace(MOSCOW, paused_until=FOREVER), at("2026-11-25T12:00")
    assert next_monday(silent, now) is None
    assert next_look(silent, now) == now + WEEK_MS


def test_where_nine_is_a_quiet_hour_it_comes_when_that_ends() -> None:
    late = replace(MOSCOW, quiet_to=11 * 60, morning=12 * 60)
    due = next_monday(late, at("2026-11-25T12:00"))
    assert due == (MONDAY, at("2026-11-30T11:00"))
