"""When a manager's tip reaches somebody, or why it does not. Pure."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple, get_args

from bot.person.habits import Habits
from bot.person.schedule import AHEAD, ONE, instant, is_paused, local, next_morning, too_late, works

Mode = Literal["now", "own", "date", "workdays"]
"""At once; at each one's next own hour; at that hour of a day; a list, one tip a workday."""
MODES: tuple[Mode, ...] = get_args(Mode)
Skip = Literal["paused", "muted", "unreachable", "off", "taken", "left"]
"""Why somebody gets nothing. off: that day is none of their working days; taken: it has another tip of a manager;
left: they are not in the team any more."""
SKIPS: tuple[Skip, ...] = get_args(Skip)

LATE_MS = 3 * 3_600_000
"""How late a tip may still arrive."""


class Arrival(NamedTuple):
    """Milliseconds since 1970."""

    day: date
    """Local."""
    due: int
    ends: int
    """When it is too late; where it is due only then, it waits for something to bring it nearer."""


def arrival(habits: Habits, mode: Mode, day: date | None, now: int, booked: Collection[date]) -> Arrival | Skip:
    """`day`: of mode "date"; `booked`: local days that have no room for it."""
    here = local(now, habits.zone)
    today, minute = here.date(), here.hour * 60 + here.minute
    if not habits.tips:
        return "muted"
    if is_paused(habits, max(today, day or today)):
        return "paused"
    if mode == "date":
        return _on(habits, day or today, now, booked)
    if mode == "now" and today not in booked and works(habits, today) and not habits.is_quiet(minute):
        return Arrival(today, now, ends(habits, now))
    over = today if instant(today, habits.morning, habits.zone) <= now else today - ONE
    due = next_morning(habits, over, now)
    while due and due.day in booked:
        due = next_morning(habits, due.day, now)
    if due:
        return Arrival(due.day, due.at, ends(habits, due.at))
    return settle(habits, _next_free(over, booked), now) if habits.days == "floating" else "off"


def _next_free(after: date, booked: Collection[date]) -> date:
    day = after + ONE
    while day in booked:
        day += ONE
    return day


def in_group(habits: Habits, mode: Mode, day: date | None, now: int) -> Arrival | Skip:
    """By the hours of who sends it; a named day need not be one of their working days."""
    if mode != "date" or day is None:
        return arrival(habits, mode, day, now, ())
    at = instant(day, habits.morning, habits.zone)
    return Arrival(day, at, ends(habits, at))


def _on(habits: Habits, day: date, now: int, booked: Collection[date]) -> Arrival | Skip:
    """On floating days it waits until the person is on shift."""
    if not works(habits, day) and habits.days != "floating":
        return "off"
    at = instant(day, habits.morning, habits.zone)
    found = Arrival(day, at, ends(habits, at)) if works(habits, day) else settle(habits, day, now)
    if found.ends <= now:
        return "off"
    return "taken" if day in booked else found


def settle(habits: Habits, day: date, now: int) -> Arrival:
    """Of a tip that waits for that day, with other habits: never on a day off, made up where its hour has passed."""
    over = too_late(habits, day, habits.morning)
    if not works(habits, day):
        return Arrival(day, over, over)
    due = max(instant(day, habits.morning, habits.zone), now)
    return Arrival(day, due, min(due + LATE_MS, over))


def ends(habits: Habits, due: int) -> int:
    """When it is too late to send what was due then."""
    here = local(due, habits.zone)
    return min(due + LATE_MS, too_late(habits, here.date(), here.hour * 60 + here.minute))


def opens(day: date) -> int:
    """When people are dealt with for a day that has begun nowhere yet: the last moment at which that is so."""
    return round(datetime.combine(day - ONE, time(10), UTC).timestamp() * 1000)


def next_workday(habits: Habits, after: date) -> date | None:
    """The first working day after that one, pauses aside; None where they follow no rule."""
    return next((day for n in range(1, AHEAD) if works(habits, day := after + ONE * n)), None)
