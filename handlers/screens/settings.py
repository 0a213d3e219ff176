"""Settings and the pause."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.person.habits import DAY, DAYS, FOREVER, HOLIDAYS, Habits
from bot.person.schedule import is_paused, local_date
from bot.replies.settings import (
    DaysQuestion,
    HolidaysQuestion,
    HourQuestion,
    OfHabits,
    Pause,
    Preferences,
    QuietQuestion,
    StaleQuestion,
    ZoneQuestion,
)
from bot.zones import RUSSIA, city
from handlers.screens.base import Button, Screen, View, button, in_rows, render
from handlers.screens.times import day, hour, moment, now_in

WORLD = (
    "Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Australia/Sydney",
)  # fmt: skip
HOURS = {"morning": (480, 510, 540, 570, 600, 660), "evening": (1020, 1080, 1110, 1140, 1170, 1200)}
PLACES = ("first", "second", "off", "last")
"""Of two on, two off: what today can be."""
QUIET = ((1200, 540), (1260, 480), (1320, 480), (0, 0))
STALE = {"b2b": (7, 14, 21, 30), "mixed": (3, 7, 14, 21)}


@render.register
def _(reply: Preferences, view: View) -> Screen:
    habits, words = reply.habits, view.words
    others = [button(words.plain(f"language.name.{name}"), "speak", name) for name in view.screens.words]
    rows = [
        [view.button("settings.button.zone", "set", "zone"), view.button("settings.button.days", "set", "days")],
        [view.button("settings.button.morning", "set", "morning"),
         view.button("settings.button.evening", "set", "evening")],
        [view.button("settings.button.quiet", "set", "quiet"),
         view.button("settings.button.holidays", "set", "holidays")],
        [view.button("settings.button.b2b", "set", "b2b"), view.button("settings.button.mixed", "set", "mixed")],
        [*[one for one in others if one["callback_data"] != f"speak:{words.lang}"],
         view.button("settings.button.pause", "pause")],
    ]  # fmt: skip
    tips = view.button("tips.switch_off", "tips", "off") if habits.tips else view.button("tips.switch_on", "tips", "on")
    rows.append([tips])
    if habits.days == "floating":
        rows.insert(0, [view.button("settings.on_shift", "days", "shift")])
    return Screen(view.text(reply, next=_next(reply, view), **_told(reply, view)), rows)


def _next(reply: Preferences, view: View) -> Markup:
    """What all of it means for the next morning message."""
    habits, due, words = reply.habits, reply.due, view.words
    if due is None and habits.paused_until == FOREVER:
        return words.text("settings.next.never")
    if due is None:
        today = local_date(reply.now, habits.zone)
        return words.text("settings.next.done" if habits.shift == today else "settings.next.shift")
    if due.at <= reply.now:
        return words.text("settings.next.now")
    paused = is_paused(habits, local_date(reply.now, habits.zone))
    when = moment(due, reply.now, habits.zone, words)
    zone = city(habits.zone, words.lang)
    return words.text("settings.next.after" if paused else "settings.next.at", when=when, zone=zone)


def _told(reply: OfHabits, view: View) -> dict[str, object]:
    """The habits in words."""
    habits, words = reply.habits, view.words
    return {
        "city": city(habits.zone, words.lang),
        "clock": now_in(habits.zone, reply.now, words),
        "morning": hour(habits.morning, words),
        "evening": hour(habits.evening, words),
        "quiet": span(habits, view),
        "country": country(habits.holidays, view),
    }


def span(habits: Habits, view: View) -> str:
    if habits.quiet_from == habits.quiet_to:
        return view.words.plain("settings.quiet_never")
    start, end = hour(habits.quiet_from, view.words), hour(habits.quiet_to, view.words)
    return view.words.plain("settings.quiet_span", start=start, end=end)


def country(code: str | None, view: View) -> str:
    return view.words.plain(f"country.{code}" if code else "country.none")


def _with_way_back(view: View, rows: Iterable[list[Button]]) -> list[list[Button]]:
    return [*rows, [view.button("settings.button.back", "settings")]]


@render.register
def _(reply: ZoneQuestion, view: View) -> Screen:
    words = view.words
    russia = reply.russia or words.lang == "ru"
    zones = [
        button(f"{city(zone, words.lang)} {now_in(zone, reply.now, words)}", "zone", zone)
        for zone in (RUSSIA if russia else WORLD)
    ]
    rows = [list(row) for row in in_rows(zones, 2)]
    if not russia:
        rows.append([view.button("settings.button.russia", "set", "zone", "russia")])
    return Screen(view.text(reply, **_told(reply, view)), _with_way_back(view, rows))


@render.register
def _(reply: DaysQuestion, view: View) -> Screen:
    if reply.two:
        rows = [[view.button(f"days.{place}", "days", "two", str(n))] for n, place in enumerate(PLACES)]
    else:
        rows = [[view.button(f"days.on_{kind}", "days", kind)] for kind in DAYS]
    return Screen(view.text(reply), _with_way_back(view, rows))


@render.register
def _(reply: HourQuestion, view: View) -> Screen:
    fits = [minute for minute in HOURS[reply.which] if _fits(reply, minute)]
    hours = [button(hour(minute, view.words), "hour", reply.which, str(minute)) for minute in fits]
    tried = hour(reply.tried, view.words) if reply.tried is not None else ""
    text = view.text(reply, tried=tried, **_told(reply, view))
    return Screen(text, _with_way_back(view, [list(row) for row in in_rows(hours, 3)]))


def _fits(reply: HourQuestion, minute: int) -> bool:
    habits = reply.habits
    early, late = (minute, habits.evening) if reply.which == "morning" else (habits.morning, minute)
    return early < late < DAY and not habits.is_quiet(minute)


@render.register
def _(reply: QuietQuestion, view: View) -> Screen:
    rows = [
        [button(span(Habits(quiet_from=start, quiet_to=end), view), "quiet", str(start), str(end))]
        for start, end in QUIET
    ]
    return Screen(view.text(reply, **_told(reply, view)), _with_way_back(view, rows))


@render.register
def _(reply: HolidaysQuestion, view: View) -> Screen:
    choices = [button(country(code, view), "holidays", code or "none") for code in (None, *HOLIDAYS)]
    rows = [list(row) for row in in_rows(choices, 2)]
    return Screen(view.text(reply), _with_way_back(view, rows))


@render.register
def _(reply: StaleQuestion, view: View) -> Screen:
    rows = [button(str(view.words.count("settings.days", days)), "stale", reply.which, str(days))
            for days in STALE[reply.which]]  # fmt: skip
    return Screen(view.text(reply), _with_way_back(view, [list(row) for row in in_rows(rows, 2)]))


@render.register
def _(reply: Pause, view: View) -> Screen:
    words = view.words
    silent = _silent(reply, view)
    rows = [[view.button("settings.button.go_on", "pause", "on")]] if silent else []
    lengths = (("day", reply.day), ("week", reply.week))
    rows += [[button(words.plain(f"pause.{name}", day=words.day(end)), "pause", name)] for name, end in lengths]
    rows.append([view.button("pause.forever", "pause", "forever")])
    return Screen(view.text(reply, silent=silent), _with_way_back(view, rows))


def _silent(reply: Pause, view: View) -> Markup | None:
    """Until when the bot is silent already."""
    habits, words = reply.habits, view.words
    today, until = local_date(reply.now, habits.zone), habits.paused_until
    if until is None or not is_paused(habits, today):
        return None
    if until == FOREVER:
        return words.text("pause.silent_forever")
    if reply.due is None:
        return words.text("pause.silent_until", until=day(until, today, words))
    return words.text("pause.silent", when=moment(reply.due, reply.now, habits.zone, words))
