"""When a manager gets the digest of the week that has ended. Pure."""

from datetime import date, timedelta

from bot.person.habits import FOREVER, Habits
from bot.person.schedule import ONE, Due, instant, local_date, too_late

HOUR = 9 * 60
WEEK = timedelta(7)
WEEK_MS = 7 * 86_400_000


def next_monday(habits: Habits, now: int, after: date | None = None) -> Due | None:
    """The first Monday after that day which is not over: today, too, if its hour has passed but the day goes on."""
    if habits.paused_until == FOREVER:
        return None
    day = max(local_date(now, habits.zone), after + ONE if after else date.min, habits.paused_until or date.min)
    day += timedelta(-day.weekday() % 7)
    while now >= too_late(habits, day, minute := hour(habits)):
        day += WEEK
    return Due(day, instant(day, minute, habits.zone))


def next_look(habits: Habits, now: int, after: date | None = None) -> int:
    """When there is something to decide; who wants to hear nothing at all is looked at again in a week."""
    due = next_monday(habits, now, after)
    return due.at if due else now + WEEK_MS


def hour(habits: Habits) -> int:
    """Nine, or when the quiet hours end."""
    return habits.quiet_to if habits.is_quiet(HOUR) else HOUR
