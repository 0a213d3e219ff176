"""When a morning message and an evening question are due. Pure: the truth is local time, an instant follows from it."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.person.habits import FOREVER, Habits

AHEAD = 400
"""Days that are looked through for the next one."""
BUDGET = 2
"""Messages a day that the bot begins by itself."""
ONE = timedelta(days=1)


class Due(NamedTuple):
    day: date
    """Local."""
    at: int
    """Milliseconds since 1970."""


def instant(day: date, minute: int, zone: str) -> int:
    """The first moment at or after this local time: of two the early one, and after the leap where there is none."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    here = zone_info(zone)
    first, second = (_millis(wall.replace(tzinfo=here, fold=fold)) for fold in (0, 1))
    if first <= second:
        return first
    low, high = second, first  # the time does not exist: the leap lies between these two
    while high - low > 1000:
        middle = (low + high) // 2000 * 1000
        if local(middle, zone).replace(tzinfo=None) >= wall:
            high = middle
        else:
            low = middle
    return high


def local(now: int, zone: str) -> datetime:
    return datetime.fromtimestamp(now / 1000, zone_info(zone))


@lru_cache(maxsize=64)
def zone_info(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


def local_date(now: int, zone: str) -> date:
    return local(now, zone).date()


def _millis(moment: datetime) -> int:
    return round(moment.astimezone(UTC).timestamp() * 1000)


def works(habits: Habits, day: date) -> bool:
    if habits.days == "floating":
        return day == habits.shift
    if habits.holidays and is_holiday(habits.holidays, day):
        return False
    if habits.days == "two":
        return habits.since is None or (day - habits.since).days % 4 < 2
    return day.weekday() < 5


def is_holiday(country: str, day: date) -> bool:
    return day in _holidays(country, day.year)


@lru_cache(maxsize=16)
def _holidays(country: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # 17 MB: only where somebody keeps holidays

    return frozenset(country_holidays(country, years=year))


def is_paused(habits: Habits, day: date) -> bool:
    return habits.paused_until is not None and day < habits.paused_until


def too_late(habits: Habits, day: date, minute: int) -> int:
    """When what was due at this time is not said any more: the next quiet hour, or the end of the day."""
    if habits.quiet_from > minute and habits.quiet_from != habits.quiet_to:
        return instant(day, habits.quiet_from, habits.zone)
    return instant(day + ONE, 0, habits.zone)


def next_morning(habits: Habits, done_day: date | None, now: int) -> Due | None:
    """The first morning after `done_day` that is not over: today's too, if its hour has passed but the day goes on."""
    first = local_date(now, habits.zone)
    if done_day is not None:
        first = max(first, done_day + ONE)
    return _first(habits, first, habits.morning, now, working=True)


def evening_of(habits: Habits, day: date) -> int:
    return instant(day, habits.evening, habits.zone)


def next_evening(habits: Habits, since: int, now: int) -> Due | None:
    """When to ask about what was planned at `since`: the evening that follows it, a later one if that was missed."""
    first = local_date(since, habits.zone)
    if evening_of(habits, first) <= since:
        first += ONE
    return _first(habits, max(first, local_date(now, habits.zone)), habits.evening, now, working=False)


def settled(habits: Habits, done_day: date | None, now: int) -> date | None:
    """The last day dealt with for somebody who was not written to until now: an hour that has passed is not made up."""
    today = local_date(now, habits.zone)
    if instant(today, habits.morning, habits.zone) > now or (done_day is not None and done_day >= today):
        return done_day
    return today


def _first(habits: Habits, first: date, minute: int, now: int, *, working: bool) -> Due | None:
    if habits.paused_until == FOREVER:
        return None
    if habits.paused_until is not None:
        first = max(first, habits.paused_until)
    if working and habits.days == "floating":
        days = iter([habits.shift] if habits.shift is not None and habits.shift >= first else [])
    else:
        days = (first + ONE * n for n in range(AHEAD))
    for day in days:
        if working and not works(habits, day):
            continue
        at, end = instant(day, minute, habits.zone), too_late(habits, day, minute)
        if max(now, at) < end:
            return Due(day, at)
    return None
