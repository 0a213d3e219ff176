"""/pause: the bot begins nothing for a while."""

from dataclasses import replace
from datetime import date, timedelta

from bot.dates import understand
from bot.person import rescheduling
from bot.person.habits import FOREVER, Habits
from bot.person.schedule import is_paused, settled
from bot.prompts import ask, heard
from bot.replies import UNKNOWN_BUTTON, Reply
from bot.replies.settings import Pause, Preferences, Trouble
from bot.teams import letters
from bot.tips import quiz
from bot.turn import Turn

FOR_GOOD = ("навсегда", "насовсем", "совсем", "forever", "for good")
ENOUGH = ("продолжить", "продолжай", "дальше", "go on", "resume", "continue")


async def show(turn: Turn, trouble: Trouble | None = None) -> Reply:
    ask(turn, "pause")
    return _shown(turn, turn.person.habits, trouble)


async def silence(turn: Turn, how_long: str) -> Reply:
    """A day, a week, or for good."""
    days = {"day": 1, "week": 7}.get(how_long)
    if days is None and how_long != "forever":
        return UNKNOWN_BUTTON
    return await _until(turn, FOREVER if days is None else _ahead(turn, days))


async def typed(turn: Turn, text: str) -> Reply:
    """Until a date; also what the buttons say."""
    said = text.lower().strip(" .!")
    if said in FOR_GOOD:
        return await _until(turn, FOREVER)
    if said in ENOUGH:
        return await go_on(turn)
    day = understand(text, turn.lang, turn.today)
    if day is None or day <= turn.today:
        return await show(turn, "past" if day else "unclear")
    return await _until(turn, day)


async def go_on(turn: Turn) -> Reply:
    """From the next morning on."""
    heard(turn)
    await quiz.settle(turn)
    habits = replace(turn.person.habits, paused_until=None, paused_from=None)
    return Preferences(habits=habits, now=turn.now, due=await rescheduling.keep(turn, habits, made_up=False))


async def _until(turn: Turn, day: date) -> Reply:
    """Also silent about what was to be sent in a moment."""
    heard(turn)
    habits = turn.person.habits
    since = habits.paused_from
    if since is None or not is_paused(habits, turn.today):
        await quiz.settle(turn)
        since = turn.today
    habits = replace(habits, paused_until=day, paused_from=since)
    letters.hold(turn, habits)
    await rescheduling.keep(turn, habits)
    return _shown(turn, habits)


def _shown(turn: Turn, habits: Habits, trouble: Trouble | None = None) -> Pause:
    due = rescheduling.next_of(turn, habits)
    return Pause(habits=habits, now=turn.now, due=due, trouble=trouble, day=_ahead(turn, 1), week=_ahead(turn, 7))


def _ahead(turn: Turn, days: int) -> date:
    """So many silent days from today, or from tomorrow if today's message was there or its hour has passed."""
    today, done = turn.today, settled(turn.person.habits, turn.person.morning_day, turn.now)
    first = today + timedelta(1) if done is not None and done >= today else today
    return first + timedelta(days)
