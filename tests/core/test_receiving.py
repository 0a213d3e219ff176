"""When a manager's tip reaches somebody: zones, quiet hours, working days, pauses."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.person.habits import FOREVER, Habits
from bot.person.schedule import instant, local, local_date, works
from bot.pushes.receiving import LATE_MS, Arrival, Mode, Skip, arrival, ends, next_workday, opens, settle

TUE = date(2026, 11, 24)
MON, WED, THU, FRI, SAT, NEXT_MON = (TUE + timedelta(n) for n in (-1, 1, 2, 3, 4, 6))
MOSCOW = Habits(zone="Europe/Moscow")
FREE_QUIET = replace(MOSCOW, quiet_from=0, quiet_to=0)
ZONES = ("Europe/Moscow", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati")


def at(day: date, clock: str = "12:00", zone: str = "Europe/Moscow") -> int:
    hour, minute = map(int, clock.split(":"))
    return round(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def due_at(habits: Habits, mode: Mode, day: date | None, now: int, *booked: date) -> int | Skip:
    found = arrival(habits, mode, day, now, booked)
    return found.due if isinstance(found, Arrival) else found


@pytest.mark.parametrize(
    ("clock", "day", "due"),
    [
        ("09:00", TUE, at(TUE, "09:00")), ("12:00", TUE, at(TUE)), ("19:59", TUE, at(TUE, "19:59")),
        ("20:00", TUE, at(WED, "09:30")), ("03:00", TUE, at(TUE, "09:30")), ("08:59", TUE, at(TUE, "09:30")),
        ("12:00", SAT, at(NEXT_MON, "09:30")), ("21:00", FRI, at(NEXT_MON, "09:30")),
    ],
)  # fmt: skip
def test_now_means_now_while_somebody_works_and_is_awake(clock: str, day: date, due: int) -> None:
    assert due_at(MOSCOW, "now", None, at(day, clock)) == due


@pytest.mark.parametrize(
    ("clock", "due"), [("09:29", at(TUE, "09:30")), ("09:30", at(WED, "09:30")), ("12:00", at(WED, "09:30"))]
)
def test_the_own_hour_is_the_next_one(clock: str, due: int) -> None:
    assert due_at(MOSCOW, "own", None, at(TUE, clock)) == due


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_everybodys_own(zone: str) -> None:
    habits = replace(MOSCOW, zone=zone)
    assert due_at(habits, "date", FRI, at(TUE)) == at(FRI, "09:30", zone)
    assert due_at(habits, "date", SAT, at(TUE)) == "off"


@pytest.mark.parametrize("zone", ZONES)
def test_when_a_day_opens_it_has_begun_nowhere(zone: str) -> None:
    assert local_date(opens(FRI) - 1, zone) < FRI
    assert opens(FRI) <= instant(FRI, 0, zone)


def test_a_day_that_is_late_is_over_and_one_that_is_a_little_late_is_not() -> None:
    assert due_at(MOSCOW, "date", TUE, at(TUE, "12:29")) == at(TUE, "09:30")
    assert due_at(MOSCOW, "date", TUE, at(TUE, "12:30")) == "off"


@pytest.mark.parametrize(
    ("mode", "booked", "due"),
    [
        ("now", [TUE], at(WED, "09:30")), ("now", [MON], at(TUE)), ("now", [WED, FRI], at(TUE)),
        ("now", [TUE, WED], at(THU, "09:30")), ("own", [WED], at(THU, "09:30")), ("own", [FRI], at(WED, "09:30")),
        ("own", [WED, FRI, THU], at(NEXT_MON, "09:30")),
    ],
)  # fmt: skip
def test_a_second_tip_waits_for_the_first_day_without_one(mode: Mode, booked: list[date], due: int) -> None:
    assert due_at(MOSCOW, mode, None, at(TUE), *booked) == due


def test_a_day_that_has_a_tip_gets_no_other() -> None:
    assert due_at(MOSCOW, "date", FRI, at(TUE), FRI) == "taken"
    assert due_at(MOSCOW, "date", FRI, at(TUE), WED, NEXT_MON) == at(FRI, "09:30")
    assert due_at(replace(MOSCOW, days="floating"), "date", FRI, at(TUE), FRI) == "taken"


@pytest.mark.parametrize(
    ("habits", "mode", "day", "why"),
    [
        (replace(MOSCOW, tips=False), "now", None, "muted"),
        (replace(MOSCOW, paused_until=FOREVER), "own", None, "paused"),
        (replace(MOSCOW, paused_until=WED), "now", None, "paused"),
        (replace(MOSCOW, paused_until=SAT), "date", FRI, "paused"),
        (replace(MOSCOW, days="two", since=WED), "date", FRI, "off"),
        (replace(MOSCOW, holidays="RU"), "date", date(2027, 1, 1), "off"),
    ],
)  # fmt: skip
def test_why_somebody_gets_nothing(habits: Habits, mode: Mode, day: date | None, why: Skip) -> None:
    assert due_at(habits, mode, day, at(TUE)) == why


def test_a_pause_that_ends_before_the_day_does_not_matter() -> None:
    assert due_at(replace(MOSCOW, paused_until=FRI), "date", FRI, at(TUE)) == at(FRI, "09:30")
    assert due_at(replace(MOSCOW, paused_until=TUE), "now", None, at(TUE)) == at(TUE)


@pytest.mark.parametrize(("quiet_from", "over"), [(20 * 60, at(FRI, "20:00")), (0, at(SAT, "00:00"))])
def test_on_floating_days_it_waits_until_the_shift_is_said_or_the_day_is_over(quiet_from: int, over: int) -> None:
    floating = replace(MOSCOW, days="floating", quiet_from=quiet_from)
    assert arrival(floating, "date", FRI, at(TUE), ()) == Arrival(FRI, over, over)
    assert due_at(floating, "date", FRI, over) == "off"
    on_shift = replace(floating, shift=FRI)
    for clock, due in (("08:00", "09:30"), ("09:30", "09:30"), ("15:00", "15:00")):
        found = settle(on_shift, FRI, at(FRI, clock))
        assert (found.due, found.ends) == (at(FRI, due), at(FRI, due) + LATE_MS)


@pytest.mark.parametrize(
    ("mode", "clock", "booked", "day"),
    [("now", "12:00", [], WED), ("own", "12:00", [], WED), ("now", "08:00", [], TUE), ("own", "09:30", [], WED),
     ("now", "12:00", [WED, THU], FRI), ("own", "08:00", [TUE], WED)],
)  # fmt: skip
@pytest.mark.parametrize("shift", [None, MON])
def test_without_a_shift_it_waits_for_one_on_the_next_day_that_has_no_tip(
    mode: Mode, clock: str, booked: list[date], day: date, shift: date | None
) -> None:
    floating = replace(MOSCOW, days="floating", shift=shift)
    over = at(day, "20:00")
    assert arrival(floating, mode, None, at(TUE, clock), booked) == Arrival(day, over, over)
    assert settle(replace(floating, shift=day), day, at(day, "09:00")).due == at(day, "09:30")


def test_who_had_todays_tip_on_shift_gets_the_next_one_on_the_next_shift() -> None:
    found = arrival(replace(MOSCOW, days="floating", shift=TUE), "now", None, at(TUE), [TUE])
    assert isinstance(found, Arrival)
    assert (found.day, found.due) == (WED, found.ends)


def test_with_other_habits_a_tip_moves_with_the_hour_and_not_into_the_night() -> None:
    assert settle(replace(MOSCOW, morning=11 * 60), FRI, at(TUE)).due == at(FRI, "11:00")
    assert settle(replace(MOSCOW, zone="Asia/Kathmandu"), FRI, at(TUE)).due == at(FRI, "09:30", "Asia/Kathmandu")
    for habits, day, clock in ((MOSCOW, FRI, "21:00"), (replace(MOSCOW, quiet_from=18 * 60), FRI, "19:00")):
        found = settle(habits, day, at(day, clock))
        assert found.ends <= found.due
    off = settle(MOSCOW, SAT, at(FRI))
    assert off.due == off.ends


def test_who_is_on_shift_today_gets_it_today() -> None:
    assert due_at(replace(MOSCOW, days="floating", shift=TUE), "now", None, at(TUE)) == at(TUE)


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
    booked=st.sets(st.integers(-3, 3)),
)
def test_whenever_it_comes_it_is_awake_on_a_working_day_without_another(
    now: int, zone: str, mode: Mode, days: str, booked: set[int]
) -> None:
    habits = replace(MOSCOW, zone=zone, days=days, since=TUE if days == "two" else None)  # type: ignore[arg-type]
    had = {local_date(now, zone) + timedelta(n) for n in booked}
    found = arrival(habits, mode, None, now, had)
    assert isinstance(found, Arrival)
    day, due, end = found
    here = local(due, zone)
    assert due >= now
    assert works(habits, here.date())
    assert not habits.is_quiet(here.hour * 60 + here.minute)
    assert here.date() == day not in had
    assert due < ends(habits, due) == end <= due + LATE_MS


def test_the_next_working_day_is_by_the_days_not_by_a_pause() -> None:
    assert next_workday(replace(MOSCOW, paused_until=FOREVER), FRI) == NEXT_MON
    assert next_workday(replace(MOSCOW, days="floating"), FRI) is None
