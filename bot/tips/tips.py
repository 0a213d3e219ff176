"""Tips: one in the morning message, one by /tip, and whether its line was said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import compare
from bot.person import preferences, rescheduling
from bot.replies import Notice, Reply
from bot.replies.push import PushedTip
from bot.replies.tips import NOTHING, Extra, Line, TipNow
from bot.store import own_tips, people, reviews, told, withdrawals
from bot.tips import quiz
from bot.tips.learning import SOON, Choice, Tip, Told, tip_of
from bot.turn import Turn

SAID = ("yes", "none", "no")
UNMORNING = ("asked", "manager")
"""Sources of tips that do not come with the morning message."""


async def now(turn: Turn) -> Reply:
    """/tip: today's."""
    today, me = turn.today, turn.person.id
    known = await told.load(turn.db, me, today)
    if known and (number := own_tips.number_of(known.tip)) is not None:
        if own := await own_tips.received(turn.db, number, me):
            return PushedTip(catalog=turn.library.current, tip=own[0], name=own[1], push=known.push, said=known.said)
        known = await told.of_library(turn.db, me, today)
    tip = _tip(turn, known.tip) if known else None
    if tip is None and known is None and (choice := (await quiz.memory(turn, today)).choose(today)):
        turn.tx.append(people.greet(turn.person.id, turn.lang, turn.now))
        _tell(turn, today, choice, "asked")
        tip = _tip(turn, choice.tip)
    return TipNow(catalog=turn.library.current, tip=tip) if tip else Notice(key="tips.nothing")


async def in_group(turn: Turn, chat: int) -> Reply:
    """One of the library, the same for all the day long: a group is nobody's deals."""
    catalog, today = turn.library.current, turn.today
    tips, rows = catalog.said(turn.lang).tips, compare.browse(catalog)
    every = [Tip(row, pole, n) for n in (1, 2) for pole in ("b2b", "b2c") for row in rows if row in tips]
    return TipNow(catalog=catalog, tip=every[(today.toordinal() * 5 + abs(chat)) % len(every)], plain=True)


async def morning(turn: Turn, day: date) -> Extra:
    """At most one tip, from the first finished card on, and the question about the one before."""
    me = turn.person
    if not me.habits.tips:
        return NOTHING
    memory = await quiz.memory(turn, day)
    if not memory.checked:
        return NOTHING
    heard = any(one.day == day for one in memory.told)
    choice = None if heard else memory.choose(day)
    if choice:
        _tell(turn, day, choice, choice.source)
    return Extra(
        catalog=turn.library.current,
        tip=_tip(turn, choice.tip) if choice else None,
        first=choice is not None and _is_first(memory.told, day),
        asked=await _line(turn, day),
        recall=memory.question(day) is not None,
    )


async def shown(turn: Turn, day: date, *, answered: bool = False) -> Extra:
    """The same of a message that is shown anew."""
    history = await told.history(turn.db, turn.person.id)
    mine = next((one for one in history if one.day == day and one.source not in UNMORNING), None)
    tip = _tip(turn, mine.tip) if mine else None
    wanted = turn.person.habits.tips
    return Extra(
        catalog=turn.library.current,
        tip=tip,
        first=tip is not None and wanted and _is_first(history, day),
        asked=None if answered else await _line(turn, day),
        recall=wanted and (await quiz.memory(turn, day)).question(day) is not None,
    )


async def said(turn: Turn, day: date, answer: str) -> bool:
    """Whether the line was said; false where that is known, or was never told."""
    known = await told.load(turn.db, turn.person.id, day)
    if known is None or known.said is not None or answer not in SAID:
        return False
    turn.tx.append(told.said(turn.person.id, known, answer))
    return True


async def switch(turn: Turn, wanted: bool) -> Reply:
    """On or off, in the settings."""
    if not wanted:
        turn.tx += withdrawals.skip(turn.person.id, "muted", turn.now)
    return await preferences.keep(turn, replace(turn.person.habits, tips=wanted))


async def mute(turn: Turn) -> None:
    habits = replace(turn.person.habits, tips=False)
    turn.person = replace(turn.person, habits=habits)
    turn.tx += withdrawals.skip(turn.person.id, "muted", turn.now)
    await rescheduling.keep(turn, habits)


async def _line(turn: Turn, day: date) -> Line | None:
    last = await told.before(turn.db, turn.person.id, day)
    if last is None or last.said is not None:
        return None
    tip = _tip(turn, last.tip)
    return Line(last.day, tip) if tip or own_tips.number_of(last.tip) is not None else None


def _is_first(history: Sequence[Told], day: date) -> bool:
    return not any(one.source not in UNMORNING and one.day < day for one in history)


def _tell(turn: Turn, day: date, choice: Choice, source: str) -> None:
    me = turn.person.id
    turn.tx.append(told.tell(me, Told(day, choice.tip, choice.about, source), turn.now))
    if choice.about:
        turn.tx.append(reviews.begin(me, choice.about, day + timedelta(SOON), turn.now))


def _tip(turn: Turn, text: str) -> Tip | None:
    return tip_of(text, turn.library.current.said(turn.lang).tips)
