"""/go: five minutes before a client."""

from dataclasses import replace

from bot.check.report import Report
from bot.deals.deals import cut
from bot.deals.talk import talk_of
from bot.person import rescheduling
from bot.person.schedule import Due, next_evening, next_morning
from bot.replies import Notice, Reply
from bot.replies.going import Going, GoList
from bot.store import checks, deals, schedule, visits
from bot.store.checks import Check
from bot.store.visits import Visit
from bot.turn import Turn, new_id

SHOWN = 3
LOOKED_AT = 12
"""Deals worked on last, of which those with a card are shown."""


async def begin(turn: Turn) -> Reply:
    """With a single deal straight to it."""
    found = await _choices(turn)
    every = [*found.deals, *([found.typical] if found.typical else [])]
    return await go(turn, every[0].id) if len(every) == 1 else found


async def choose(turn: Turn) -> Reply:
    return await _choices(turn)


async def _choices(turn: Turn) -> GoList:
    last = await deals.last(turn.db, turn.person.id, LOOKED_AT, cut(turn))
    typical = await deals.typical(turn.db, turn.person.id, cut(turn))
    checked = [deal for deal in last if deal.now and deal.kind != "typical"]
    return GoList(deals=tuple(checked[:SHOWN]), typical=typical if typical and typical.now else None)


async def go(turn: Turn, deal_id: int) -> Reply:
    """One screen from the deal's last check; in the evening the bot asks how it went, once a deal and day."""
    deal = await deals.load(turn.db, deal_id, turn.person.id, cut(turn))
    _, last = await checks.of_deal(turn.db, deal_id, turn.person.id)
    if deal is None or last is None:
        key = "deals.no_card" if deal else "deals.gone"
        return Notice(key=key, toast=key)
    if deal.state != "open":
        return Notice(key="deals.closed_before", toast="deals.closed_before")
    if deal.kind == "typical":
        await _on_shift(turn)
    due = await _visit(turn, last)
    catalog = await turn.library.catalog(last.content)
    report = Report(turn.library.rules(catalog), last.progress)
    return Going(
        check=last, catalog=catalog, report=report, talk=talk_of(report), current=turn.library.current, now=turn.now,
        zone=turn.person.habits.zone, due=due,
    )  # fmt: skip


async def _on_shift(turn: Turn) -> None:
    """With floating days today is one from now on: else this evening would ask nothing."""
    habits = turn.person.habits
    if habits.days == "floating" and habits.shift != turn.today:
        habits = replace(habits, shift=turn.today)
        await rescheduling.keep(turn, habits, made_up=False)
        turn.person = replace(turn.person, habits=habits)


async def _visit(turn: Turn, check: Check) -> Due | None:
    """When its question comes: in the evening, or where the day is full in the next morning."""
    habits, now, today = turn.person.habits, turn.now, turn.today
    known = await visits.of_day(turn.db, check.deal, turn.person.id, today)
    if known is not None and known.visit.state != "planned":
        return None
    evening = next_evening(habits, known.visit.created_at if known else now, now)
    morning = next_morning(habits, today, now)
    if known is None:
        full = evening and evening.day == today and await schedule.is_full(turn.db, turn.person.id, today, habits)
        evening = None if full and morning else evening
        turn.tx += [
            visits.go(Visit(new_id(), turn.person.id, check.deal, today, evening.at if evening else None, now)),
            deals.touch(check.deal, now),
        ]
    elif known.visit.ask_at is None:
        evening = None
    return min((due for due in (evening, morning) if due), key=lambda due: due.at, default=None)
