"""From local time to the instant at which somebody is written to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.person.habits import FOREVER, HOLIDAYS, Days, Habits
from bot.person.schedule import (
    evening_of,
    instant,
    is_holiday,
    is_paused,
    local,
    local_date,
    next_evening,
    next_morning,
    settled,
    too_late,
    works,
)

ZONES = (
    "Europe/Moscow", "Asia/Kamchatka", "Europe/Berlin", "Europe/London", "America/New_York", "America/St_Johns",
    "Asia/Kolkata", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Chatham", "America/Santiago", "Africa/Casablanca",
    "Pacific/Apia", "America/Caracas", "Asia/Pyongyang", "UTC",
)  # fmt: skip
HOUR, DAY = 3_600_000, 86_400_000


def at(zone: str, *parts: int, fold: int = 0) -> int:
    return int(datetime(*parts, fold=fold, tzinfo=ZoneInfo(zone)).timestamp() * 1000)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 150, "2026-03-29T01:00:00+00:00"),  # 02:30 does not exist
        ("Europe/Berlin", date(2026, 10, 25), 150, "2026-10-25T00:30:00+00:00"),  # 02:30 comes twice
        ("Asia/Beirut", date(2026, 3, 29), 0, "2026-03-28T22:00:00+00:00"),  # midnight does not exist
        ("Asia/Beirut", date(2026, 10, 25), 1410, "2026-10-25T21:30:00+00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), 135, "2026-10-03T15:30:00+00:00"),  # half an hour is left out
        ("Australia/Lord_Howe", date(2026, 4, 5), 105, "2026-04-04T14:45:00+00:00"),  # and comes twice
        ("Pacific/Apia", date(2011, 12, 30), 570, "2011-12-30T10:00:00+00:00"),  # a day that was left out
        ("Asia/Kolkata", date(2026, 6, 1), 570, "2026-06-01T04:00:00+00:00"),
        ("America/St_Johns", date(2026, 1, 15), 570, "2026-01-15T13:00:00+00:00"),
    ],
)
def test_a_local_time_is_the_first_instant_at_or_after_it(zone: str, day: date, minute: int, expected: str) -> None:
    assert datetime.fromtimestamp(instant(day, minute, zone) / 1000, UTC).isoformat() == expected


@given(
    st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2037, 12, 31)), st.integers(0, 1439)
)  # fmt: skip
def test_no_earlier_instant_would_do(zone: str, day: date, minute: int) -> None:
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    found = instant(day, minute, zone)
    assert local(found, zone).replace(tzinfo=None) >= wall
    for back in (1000, *(n * HOUR // 4 for n in range(1, 110))):
        assert local(found - back, zone).replace(tzinfo=None) < wall


@given(st.dates(date(1990, 1, 1), date(2037, 12, 31)), st.integers(0, 1439))
def test_where_clocks_never_change_it_is_plain_arithmetic(day: date, minute: int) -> None:
    assert instant(day, minute, "UTC") == (day - date(1970, 1, 1)).days * DAY + minute * 60_000


def test_five_days_a_week_are_monday_to_friday() -> None:
    assert [works(Habits(), date(2026, 11, 23) + timedelta(n)) for n in range(7)] == [True] * 5 + [False] * 2


def test_two_on_two_off_counts_from_its_first_day_in_both_directions() -> None:
    habits = Habits(days="two", since=date(2026, 11, 24))
    days = [works(habits, date(2026, 11, 24) + timedelta(n)) for n in range(-8, 8)]
    assert days == [True, True, False, False] * 4


def test_floating_days_work_only_on_the_day_named() -> None:
    habits = Habits(days="floating", shift=date(2026, 11, 28))
    assert [works(habits, date(2026, 11, 27) + timedelta(n)) for n in range(3)] == [False, True, False]
    assert not works(Habits(days="floating"), date(2026, 11, 28))


def test_public_holidays_are_kept_where_that_is_set() -> None:
    new_year = date(2027, 1, 1)
    for days in ("five", "two"):
        habits = Habits(days=days, since=new_year)
        assert works(habits, new_year)
        assert not works(replace(habits, holidays="RU"), new_year)
    assert works(Habits(days="floating", shift=new_year, holidays="RU"), new_year)  # who says "on shift" is on shift
    assert works(Habits(holidays="US"), date(2027, 1, 4))
    assert not works(Habits(holidays="RU"), date(2027, 1, 4))
    assert is_holiday("GB", date(2026, 12, 25))


@pytest.mark.parametrize("country", HOLIDAYS)
def test_every_country_offered_has_holidays(country: str) -> None:
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert 5 <= len([day for day in days if is_holiday(country, day)]) <= 30


MOSCOW = Habits(zone="Europe/Moscow")
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("done", "hour", "day", "late"),
    [
        (None, 8, TUESDAY, False),
        (None, 12, TUESDAY, True),  # the hour has passed, the day goes on
        (None, 19, TUESDAY, True),
        (None, 20, date(2026, 11, 25), False),  # quiet hours have begun
        (date(2026, 11, 24), 8, date(2026, 11, 25), False),
        (date(2026, 11, 20), 12, TUESDAY, True),  # Monday, missed, is not made up
        (date(2026, 11, 27), 12, date(2026, 11, 30), False),
        (date(2026, 12, 31), 12, date(2027, 1, 1), False),
    ],
)
def test_the_next_morning(done: date | None, hour: int, day: date, late: bool) -> None:
    now = at("Europe/Moscow", 2026, 11, 24, hour)
    due = next_morning(MOSCOW, done, now)
    assert due == (day, at("Europe/Moscow", day.year, day.month, day.day, 9, 30))
    assert (due is not None and due.at <= now) == late


def test_a_pause_is_over_on_its_day_and_for_good_never() -> None:
    now = at("Europe/Moscow", 2026, 11, 24, 8)
    due = next_morning(replace(MOSCOW, paused_until=date(2026, 12, 5)), None, now)
    assert due is not None
    assert due.day == date(2026, 12, 7)  # the fifth is a Saturday
    assert next_morning(replace(MOSCOW, paused_until=FOREVER), None, now) is None
    assert next_evening(replace(MOSCOW, paused_until=FOREVER), now, now) is None
    over = next_morning(replace(MOSCOW, paused_until=date(2026, 11, 24)), None, now)
    assert over is not None
    assert over.day == TUESDAY


def test_a_shift_is_written_about_once_and_only_while_it_lasts() -> None:
    habits = replace(MOSCOW, days="floating")
    now = at("Europe/Moscow", 2026, 11, 24, 14)
    assert next_morning(habits, None, now) is None
    today = replace(habits, shift=TUESDAY)
    due = next_morning(today, None, now)
    assert due is not None
    assert due.day == TUESDAY
    assert next_morning(today, TUESDAY, now) is None
    assert next_morning(today, None, now + 6 * HOUR) is None
    assert next_morning(today, None, now + DAY) is None


def test_an_evening_follows_what_was_planned_and_is_made_up_when_missed() -> None:
    def asked(since: tuple[int, int], now: tuple[int, int], **habits: object) -> str | None:
        instants = [at("Europe/Moscow", 2026, 11, day, hour) for day, hour in (since, now)]
        due = next_evening(replace(MOSCOW, **habits), *instants)  # type: ignore[arg-type]
        return due and local(due.at, "Europe/Moscow").strftime("%d %H:%M")

    assert asked((24, 10), (24, 10)) == "24 19:00"
    assert asked((24, 19), (24, 19)) == "25 19:00"  # planned after the evening's hour: that talk is not over
    assert asked((24, 10), (24, 19)) == "24 19:00"  # its hour has come
    assert asked((24, 10), (24, 20)) == "25 19:00"  # missed
    assert asked((24, 10), (27, 8)) == "27 19:00"
    assert asked((27, 10), (28, 8)) == "28 19:00"  # who plans a visit may be asked on a Saturday too
    assert asked((24, 10), (24, 10), paused_until=date(2026, 11, 26)) == "26 19:00"
    assert asked((24, 10), (24, 10), evening=1050) == "24 17:30"


def test_who_was_not_written_to_is_not_written_to_at_once() -> None:
    morning, noon = at("Europe/Moscow", 2026, 11, 24, 8), at("Europe/Moscow", 2026, 11, 24, 12)
    assert settled(MOSCOW, None, morning) is None
    assert settled(MOSCOW, None, noon) == TUESDAY
    assert settled(MOSCOW, date(2026, 11, 20), noon) == TUESDAY
    assert settled(MOSCOW, date(2026, 11, 27), noon) == date(2026, 11, 27)


minutes = st.integers(0, 1439)
days_kinds: st.SearchStrategy[Days] = st.sampled_from(["five", "two", "floating"])
around = st.dates(date(2026, 1, 1), date(2027, 1, 1))


@st.composite
def habits_of_anyone(draw: st.DrawFn) -> Habits:
    """The quiet hours lie before the morning, over midnight, or between morning and evening."""
    early, morning, one, two, evening, late = sorted(draw(st.lists(minutes, min_size=6, max_size=6, unique=True)))
    start, end = draw(st.sampled_from([(early, morning), (evening + 1, early), (one, two), (late, late)]))
    habits = Habits(
        zone=draw(st.sampled_from(ZONES)), days=draw(days_kinds), since=draw(st.none() | around),
        shift=draw(st.none() | around), morning=morning, evening=evening, quiet_from=start, quiet_to=end,
        paused_until=draw(st.none() | around | st.just(FOREVER)),
    )  # fmt: skip
    assert habits.trouble is None
    return habits


moments = st.integers(at("UTC", 2026, 1, 1), at("UTC", 2027, 1, 1))


@given(habits_of_anyone(), st.none() | around, moments)
def test_a_morning_is_never_early_never_late_never_twice(habits: Habits, done: date | None, now: int) -> None:
    due = next_morning(habits, done, now)
    today = local_date(now, habits.zone)
    begin = max(today, done + timedelta(1)) if done else today
    if due is not None:
        assert due.day >= begin
        assert works(habits, due.day)
        assert not is_paused(habits, due.day)
        assert due.at == instant(due.day, habits.morning, habits.zone)
        assert max(now, due.at) < too_late(habits, due.day, habits.morning)
        clock = local(max(now, due.at), habits.zone)
        assert clock.date() == due.day
        assert not habits.is_quiet(clock.hour * 60 + clock.minute)
    end = due.day if due else begin + timedelta(100)
    for skipped in (begin + timedelta(n) for n in range((end - begin).days)):
        over = max(now, instant(skipped, habits.morning, habits.zone)) >= too_late(habits, skipped, habits.morning)
        assert not works(habits, skipped) or is_paused(habits, skipped) or over


@given(habits_of_anyone(), st.none() | around, moments, st.integers(1, 20))
def test_mornings_follow_each_other_and_stand_still_between(
    habits: Habits, done: date | None, now: int, many: int
) -> None:
    for _ in range(many):
        due = next_morning(habits, done, now)
        if due is None:
            return
        between = now + max(0, due.at - now) // 2
        assert next_morning(habits, done, between) == due
        now, done = max(now, due.at), due.day


@given(habits_of_anyone(), moments, st.integers(0, 5 * DAY))
def test_an_evening_comes_after_its_visit_outside_the_quiet_hours(habits: Habits, since: int, later: int) -> None:
    due = next_evening(habits, since, since + later)
    if due is None:
        assert habits.paused_until == FOREVER
        return
    assert due.at == evening_of(habits, due.day) > since
    assert not is_paused(habits, due.day)
    assert since + later < too_late(habits, due.day, habits.evening)
    clock = local(max(due.at, since + later), habits.zone)
    assert not habits.is_quiet(clock.hour * 60 + clock.minute)
