"""When a manager's tip reaches somebody: zones, quiet hours, working days, pauses."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.person.habits import FOREVER, Habits
from bot.person.schedule import instant, local, local_date, works
from bot.pushes.receiving import LATE_MS, Mode, Skip, arrival, ends, next_workday, opens

TUE = date(2026, 11, 24)
MON, WED, FRI, SAT, NEXT_MON = (TUE + timedelta(n) for n in (-1, 1, 3, 4, 6))
MOSCOW = Habits(zone="Europe/Moscow")
FREE_QUIET = replace(MOSCOW, quiet_from=0, quiet_to=0)
ZONES = ("Europe/Moscow", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati")


def at(day: date, clock: str = "12:00", zone: str = "Europe/Moscow") -> int:
    hour, minute = map(int, clock.split(":"))
    return round(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("clock", "day", "due"),
    [
        ("09:00", TUE, at(TUE, "09:00")), ("12:00", TUE, at(TUE)), ("19:59", TUE, at(TUE, "19:59")),
        ("20:00", TUE, at(WED, "09:30")), ("03:00", TUE, at(TUE, "09:30")), ("08:59", TUE, at(TUE, "09:30")),
        ("12:00", SAT, at(NEXT_MON, "09:30")), ("21:00", FRI, at(NEXT_MON, "09:30")),
    ],
)  # fmt: skip
def test_now_means_now_while_somebody_works_and_is_awake(clock: str, day: date, due: int) -> None:
    assert arrival(MOSCOW, "now", None, at(day, clock), None) == due


@pytest.mark.parametrize(
    ("clock", "due"), [("09:29", at(TUE, "09:30")), ("09:30", at(WED, "09:30")), ("12:00", at(WED, "09:30"))]
)
def test_the_own_hour_is_the_next_one(clock: str, due: int) -> None:
    assert arrival(MOSCOW, "own", None, at(TUE, clock), None) == due


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_everybodys_own(zone: str) -> None:
    habits = replace(MOSCOW, zone=zone)
    assert arrival(habits, "date", FRI, at(TUE), None) == at(FRI, "09:30", zone)
    assert arrival(habits, "date", SAT, at(TUE), None) == "off"


@pytest.mark.parametrize("zone", ZONES)
def test_when_a_day_opens_it_has_begun_nowhere(zone: str) -> None:
    assert local_date(opens(FRI) - 1, zone) < FRI
    assert opens(FRI) <= instant(FRI, 0, zone)


def test_a_day_that_is_late_is_over_and_one_that_is_a_little_late_is_not() -> None:
    assert arrival(MOSCOW, "date", TUE, at(TUE, "12:29"), None) == at(TUE, "09:30")
    assert arrival(MOSCOW, "date", TUE, at(TUE, "12:30"), None) == "off"


@pytest.mark.parametrize(
    ("mode", "last", "due"),
    [
        ("now", TUE, at(WED, "09:30")), ("now", MON, at(TUE)), ("now", FRI, at(NEXT_MON, "09:30")),
        ("own", WED, at(TUE + timedelta(2), "09:30")), ("own", FRI, at(NEXT_MON, "09:30")),
    ],
)  # fmt: skip
def test_a_second_tip_waits_for_a_day_of_its_own(mode: Mode, last: date, due: int) -> None:
    assert arrival(MOSCOW, mode, None, at(TUE), last) == due


def test_a_day_that_has_a_tip_gets_no_other() -> None:
    assert arrival(MOSCOW, "date", FRI, at(TUE), FRI) == "taken"
    assert arrival(MOSCOW, "date", FRI, at(TUE), WED) == at(FRI, "09:30")


@pytest.mark.parametrize(
    ("habits", "mode", "day", "why"),
    [
        (replace(MOSCOW, tips=False), "now", None, "muted"),
        (replace(MOSCOW, paused_until=FOREVER), "own", None, "paused"),
        (replace(MOSCOW, paused_until=WED), "now", None, "paused"),
        (replace(MOSCOW, paused_until=SAT), "date", FRI, "paused"),
        (replace(MOSCOW, days="floating"), "now", None, "off"),
        (replace(MOSCOW, days="floating", shift=MON), "own", None, "off"),
        (replace(MOSCOW, days="two", since=WED), "date", FRI, "off"),
        (replace(MOSCOW, holidays="RU"), "date", date(2027, 1, 1), "off"),
    ],
)  # fmt: skip
def test_why_somebody_gets_nothing(habits: Habits, mode: Mode, day: date | None, why: Skip) -> None:
    assert arrival(habits, mode, day, at(TUE), None) == why


def test_a_pause_that_ends_before_the_day_does_not_matter() -> None:
    assert arrival(replace(MOSCOW, paused_until=FRI), "date", FRI, at(TUE), None) == at(FRI, "09:30")
    assert arrival(replace(MOSCOW, paused_until=TUE), "now", None, at(TUE), None) == at(TUE)


def test_who_is_on_shift_today_gets_it_today() -> None:
    assert arrival(replace(MOSCOW, days="floating", shift=TUE), "now", None, at(TUE), None) == at(TUE)


@pytest.mark.parametrize(
    ("due", "end"),
    [(at(TUE, "09:30"), at(TUE, "12:30")), (at(TUE, "18:30"), at(TUE, "20:00")), (at(TUE, "19:59"), at(TUE, "20:00"))],
)
def test_it_may_be_three_hours_late_but_not_come_at_night(due: int, end: int) -> None:
    assert ends(MOSCOW, due) == end


def test_without_quiet_hours_the_day_itself_ends_it() -> None:
    assert ends(FREE_QUIET, at(TUE, "23:00")) == at(WED, "00:00")


@given(
    now=st.integers(at(TUE), at(TUE) + 400 * 86_400_000),
    zone=st.sampled_from(ZONES),
    mode=st.sampled_from(("now", "own")),
    days=st.sampled_from(("five", "two")),
    last=st.none() | st.integers(-3, 3),
)
def test_whenever_it_comes_it_is_awake_on_a_working_day_without_another(
    now: int, zone: str, mode: Mode, days: str, last: int | None
) -> None:
    habits = replace(MOSCOW, zone=zone, days=days, since=TUE if days == "two" else None)  # type: ignore[arg-type]
    had = None if last is None else local_date(now, zone) + timedelta(last)
    due = arrival(habits, mode, None, now, had)
    assert isinstance(due, int)
    here = local(due, zone)
    assert due >= now
    assert works(habits, here.date())
    assert not habits.is_quiet(here.hour * 60 + here.minute)
    assert had is None or here.date() > had
    assert due < ends(habits, due) <= due + LATE_MS


def test_the_next_working_day_is_by_the_days_not_by_a_pause() -> None:
    assert next_workday(replace(MOSCOW, paused_until=FOREVER), FRI) == NEXT_MON
    assert next_workday(replace(MOSCOW, days="floating"), FRI) is None
