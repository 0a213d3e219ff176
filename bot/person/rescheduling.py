"""What follows from habits: when the person is written to next."""

from dataclasses import replace

from bot.digest.mondays import next_look
from bot.person.habits import Habits
from bot.person.schedule import Due, next_evening, next_morning, settled
from bot.pushes.receiving import settle
from bot.store import ledger, mondays, people, pushes, schedule, told
from bot.turn import Turn


def next_of(turn: Turn, habits: Habits) -> Due | None:
    return next_morning(habits, turn.person.morning_day, turn.now)


def begin(turn: Turn) -> None:
    """For whom nothing is planned: from the next morning on."""
    me = turn.person
    if not me.known or me.morning_at is not None:
        return
    done = settled(me.habits, me.morning_day, turn.now)
    if due := next_morning(me.habits, done, turn.now):
        turn.tx.append(schedule.keep(me.id, me.habits, done, due.at))
        turn.person = replace(me, morning_day=done, morning_at=due.at)


async def keep(turn: Turn, habits: Habits, *, made_up: bool = True) -> Due | None:
    """Other habits, and all that follows from them; the next morning.

    `made_up`: today's message comes even if its hour has passed, unless it was there already.
    """
    me = turn.person
    done = me.morning_day if made_up and me.known else settled(habits, me.morning_day, turn.now)
    due = next_morning(habits, done, turn.now)
    turn.tx += [
        people.greet(me.id, turn.lang, turn.now),
        schedule.keep(me.id, habits, done, due.at if due else None),
        mondays.put(me.id, next_look(habits, turn.now)),
        pushes.wake_plans(me.id, turn.now),
    ]
    for visit in await schedule.waiting(turn.db, me.id):
        evening = next_evening(habits, visit.created_at, turn.now)
        if evening and evening.at != visit.ask_at:
            turn.tx.append(schedule.ask(visit, evening.at, hits=None))
    for row, day in await told.waiting(turn.db, me.id):
        tip = settle(habits, day, turn.now)
        turn.tx.append(ledger.reset(row, tip.due, tip.ends))
    return due
