"""/settings: where a person is, when they work and when they want to be written to."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

from bot import zones
from bot.person import rescheduling
from bot.person.habits import DAY, DAYS, HOLIDAYS, Habits
from bot.person.schedule import Due
from bot.prompts import ask, heard
from bot.replies import UNKNOWN_BUTTON, Reply
from bot.replies.settings import (
    DaysQuestion,
    HolidaysQuestion,
    Hour,
    HourQuestion,
    Preferences,
    QuietQuestion,
    Stale,
    StaleQuestion,
    Trouble,
    ZoneQuestion,
)
from bot.store import people
from bot.turn import Turn
from bot.zones.place import zone_at

LONGEST = 365
"""Days without anything new after which a deal can be called stale."""


async def show(turn: Turn) -> Reply:
    heard(turn)
    return _shown(turn, turn.person.habits, rescheduling.next_of(turn, turn.person.habits))


async def question(turn: Turn, what: str, more: str = "", trouble: Trouble | None = None) -> Reply:
    """The choices for one setting, which can be tapped or typed."""
    habits, now = turn.person.habits, turn.now
    if what == "zone":
        ask(turn, "zone")
        return ZoneQuestion(habits=habits, now=now, russia=more == "russia", trouble=trouble)
    if what in get_args(Hour):
        ask(turn, "hour", what)
        return HourQuestion(habits=habits, now=now, which=_hour(what), trouble=trouble)
    if what == "quiet":
        ask(turn, "quiet")
        return QuietQuestion(habits=habits, now=now, trouble=trouble)
    if what in get_args(Stale):
        ask(turn, "stale", what)
        return StaleQuestion(habits=habits, now=now, which="b2b" if what == "b2b" else "mixed", trouble=trouble)
    if what == "days":
        ask(turn, "days")
        return DaysQuestion(habits=habits, now=now, two=more == "two", trouble=trouble)
    if what == "holidays":
        ask(turn, "holidays")
        return HolidaysQuestion(habits=habits, now=now, trouble=trouble)
    return UNKNOWN_BUTTON


async def speak(turn: Turn, lang: str) -> Reply:
    if lang not in turn.library.current.languages:
        return UNKNOWN_BUTTON
    turn.tx += [people.greet(turn.person.id, lang, turn.now), people.speak(turn.person.id, lang)]
    turn.lang = lang
    return await keep(turn, turn.person.habits)


async def set_zone(turn: Turn, zone: str) -> Reply:
    return await keep(turn, replace(turn.person.habits, zone=zone)) if zones.is_zone(zone) else UNKNOWN_BUTTON


async def locate(turn: Turn, latitude: float, longitude: float) -> Reply | None:
    """Where the person is, if that was asked for. Only the zone is kept."""
    if turn.person.prompt is None or turn.person.prompt.kind != "zone":
        return None
    zone = await zone_at(latitude, longitude)
    return await set_zone(turn, zone) if zone else await question(turn, "zone", trouble="unclear")


async def set_days(turn: Turn, days: str, place: str = "") -> Reply:
    """`place`: which of the four days of two on, two off today is, "0" to "3"."""
    habits = turn.person.habits
    if days == "two":
        if place not in ("0", "1", "2", "3"):
            return await question(turn, "days", "two")
        since = turn.today - timedelta(int(place))
        return await keep(turn, replace(habits, days="two", since=since))
    known = next((one for one in DAYS if one == days), None)
    return await keep(turn, replace(habits, days=known, since=None)) if known else UNKNOWN_BUTTON


async def on_shift(turn: Turn) -> Reply:
    """Floating days: today is one."""
    return await keep(turn, replace(turn.person.habits, days="floating", since=None, shift=turn.today))


async def set_hour(turn: Turn, which: str, minute: int | None) -> Reply:
    if which not in get_args(Hour) or minute is None or not 0 <= minute < DAY:
        return UNKNOWN_BUTTON
    habits = turn.person.habits
    after = replace(habits, morning=minute) if which == "morning" else replace(habits, evening=minute)
    if not after.trouble:
        return await keep(turn, after)
    ask(turn, "hour", which)
    return HourQuestion(habits=habits, now=turn.now, which=_hour(which), tried=minute, trouble=after.trouble)


async def set_quiet(turn: Turn, start: int | None, end: int | None) -> Reply:
    if start is None or end is None or not (0 <= start < DAY and 0 <= end < DAY):
        return UNKNOWN_BUTTON
    after = replace(turn.person.habits, quiet_from=start, quiet_to=end)
    return await question(turn, "quiet", trouble="quiet") if after.trouble else await keep(turn, after)


async def set_holidays(turn: Turn, country: str) -> Reply:
    if country not in (*HOLIDAYS, "none"):
        return UNKNOWN_BUTTON
    return await keep(turn, replace(turn.person.habits, holidays=None if country == "none" else country))


async def set_stale(turn: Turn, which: str, days: int | None) -> Reply:
    if which not in get_args(Stale) or days is None or not 1 <= days <= LONGEST:
        return UNKNOWN_BUTTON
    habits = turn.person.habits
    return await keep(turn, replace(habits, stale_b2b=days) if which == "b2b" else replace(habits, stale_mixed=days))


async def keep(turn: Turn, habits: Habits) -> Reply:
    """Changed, and shown anew."""
    heard(turn)
    return _shown(turn, habits, await rescheduling.keep(turn, habits))


def _shown(turn: Turn, habits: Habits, due: Due | None) -> Preferences:
    return Preferences(habits=habits, now=turn.now, due=due)


def _hour(which: str) -> Hour:
    return "morning" if which == "morning" else "evening"
