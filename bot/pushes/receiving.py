"""When a manager's tip reaches somebody, or why it does not. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args

from bot.person.habits import Habits
from bot.person.schedule import AHEAD, instant, is_paused, local, next_morning, too_late, works

Mode = Literal["now", "own", "date", "workdays"]
"""At once; at each one's next own hour; at that hour of a day; a list, one tip a workday."""
MODES: tuple[Mode, ...] = get_args(Mode)
Skip = Literal["paused", "muted", "unreachable", "off", "taken", "left"]
"""Why somebody gets nothing. off: that day is none of their working days; taken: it has another tip of a manager;
left: they are not in the team any more."""
SKIPS: tuple[Skip, ...] = get_args(Skip)

LATE_MS = 3 * 3_600_000
"""How late a tip may still arrive."""
ONE = timedelta(days=1)


def arrival(habits: Habits, mode: Mode, day: date | None, now: int, last: date | None) -> int | Skip:
    """When (ms since 1970) it is due. `day`: of mode "date"; `last`: the latest local day that has a tip already."""
    here = local(now, habits.zone)
    today, minute = here.date(), here.hour * 60 + here.minute
    if not habits.tips:
        return "muted"
    if is_paused(habits, max(today, day or today)):
        return "paused"
    if mode == "date":
        return _on(habits, day or today, now, last)
    free = last is None or last < today
    if mode == "now" and free and works(habits, today) and not habits.is_quiet(minute):
        return now
    after = today if instant(today, habits.morning, habits.zone) <= now else today - ONE
    due = next_morning(habits, max(after, last) if last else after, now)
    return due.at if due else "off"


def _on(habits: Habits, day: date, now: int, last: date | None) -> int | Skip:
    at = instant(day, habits.morning, habits.zone)
    if not works(habits, day) or ends(habits, at) <= now:
        return "off"
    return "taken" if last is not None and last >= day else at


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
