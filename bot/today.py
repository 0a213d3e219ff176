"""What the bot says by itself: the morning's message, the evening's question, and their buttons."""

from dataclasses import dataclass, replace
from datetime import date

from bot.check import checks, rechecks
from bot.check.report import Report
from bot.check.showing import resume_of
from bot.deals import steps
from bot.deals.followup import row_of_talk
from bot.replies import UNKNOWN_BUTTON, Notice, OfCheck, Reply
from bot.replies.tips import NOTHING
from bot.replies.today import Decided, DueStep, NoTalk, OpenVisit, Today, What
from bot.store import deals, nudges, shares, typical, visits
from bot.store import steps as store
from bot.store.checks import Check
from bot.store.steps import REMINDERS, OnCard
from bot.store.visits import WENT, OnDeal
from bot.tips import tips
from bot.turn import Turn

SHOWN = 3
OPENINGS = 5
"""Told in one message; the rest is told the next morning."""
LEFT_MS = 86_400_000
MONTH_MS = 30 * 86_400_000
LATER = ("1", "7")

Both = tuple[Today | None, Reply | None]
"""What of the message is left to decide about; what the tap asked for, which stands below it."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What else stands in the message, as its buttons say: the day of its steps, "n" for a check, "m" for a month."""

    day: date | None = None
    left: bool = False
    monthly: bool = False

    @classmethod
    def read(cls, text: str) -> "Rest":
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            return cls()
        return cls(day, "n" in text[10:], "m" in text[10:])


async def morning(turn: Turn, day: date) -> Today | None:
    """Everything that is due, in one message; None where nothing is."""
    due = await store.due(turn.db, turn.person.id, day)
    missed = await visits.missed(turn.db, turn.person.id, day, turn.now)
    left = await nudges.left(turn.db, turn.person.id, turn.now - LEFT_MS)
    monthly = await nudges.monthly(turn.db, turn.person.id, turn.now - MONTH_MS)
    openings = await shares.untold(turn.db, turn.person.id, OPENINGS)
    turn.tx += [store.remind(found.step, day) for found in due[:SHOWN]]
    turn.tx += [visits.ask_now(found.visit) for found in missed]
    turn.tx += [nudges.nudged(left)] if left else []
    turn.tx += [nudges.offered(monthly, turn.now)] if monthly else []
    turn.tx += [shares.tell(one, day) for one in openings]
    extra = await tips.morning(turn, day)
    if not (due or missed or left or monthly or openings or extra):
        return None
    shown = [OnCard(replace(found.step, reminders=found.step.reminders + 1), found.check) for found in due[:SHOWN]]
    message = await _message(turn, day, shown, missed, left, monthly)
    return replace(message, openings=tuple(openings), extra=extra, more=len(due) - len(shown))


async def evening(turn: Turn, ids: tuple[int, ...]) -> Today | None:
    """How it went; the planner notes that it was asked."""
    planned = await visits.planned(turn.db, turn.person.id, ids)
    return await _message(turn, None, [], planned, None, None) if planned else None


async def done(turn: Turn, step_id: int, rest: Rest) -> Both:
    """What the action can have changed is asked at once."""
    found = await steps.open_step(turn, step_id)
    if not isinstance(found, OnCard):
        return None, found
    turn.tx += [store.end(found.step, "done", turn.now), deals.touch(found.step.deal, turn.now)]
    left = await _left(turn, rest, but=found.step.id)
    rows = await rechecks.unasked(turn, found.step.deal, found.step.rows, found.step.taken_at)
    asked = await rechecks.short(turn, found.step.deal, rows)
    return await _decided(turn, left, found, "done"), asked


async def later(turn: Turn, step_id: int, days: str, rest: Rest) -> Both:
    """Tomorrow, or in a week."""
    found = await steps.open_step(turn, step_id)
    if not isinstance(found, OnCard):
        return None, found
    if days not in LATER:
        return None, UNKNOWN_BUTTON
    day, free = steps.day_ahead(turn, int(days))
    turn.tx += [store.postpone(found.step, day), deals.touch(found.step.deal, turn.now)]
    left = await _left(turn, rest, but=found.step.id)
    if left is None:
        return None, await steps.one(turn, OnCard(replace(found.step, day=day), found.check), free=free)
    return await _decided(turn, left, found, "later", day, free), None


async def drop(turn: Turn, step_id: int, rest: Rest) -> Both:
    found = await steps.open_step(turn, step_id)
    if not isinstance(found, OnCard):
        return None, found
    dropped = await steps.drop(turn, found)
    left = await _left(turn, rest, but=found.step.id)
    return await _decided(turn, left, found, "dropped"), dropped if left is None else None


async def went(turn: Turn, visit_id: int, how: str, rest: Rest) -> Both:
    """How it went; then the one question about what the talk could change."""
    found = await visits.load(turn.db, visit_id, turn.person.id)
    state = next((known for known in WENT if known == how), None)
    if found is None or state is None:
        return None, Notice(key="today.gone", toast="today.gone")
    if found.visit.state in WENT:
        return None, Notice(key="today.known", toast="today.known")
    left = await _left(turn, rest, but=found.visit.id)
    if state == "none":
        turn.tx.append(visits.went(found.visit, state, None))
        catalog = await turn.library.catalog(found.check.content)
        return _noted(left), None if left else NoTalk(check=found.check, catalog=catalog)
    row = row_of_talk(Report(turn.library.rules(await turn.library.catalog(found.check.content)), found.check.progress))
    rows = await rechecks.unasked(turn, found.visit.deal, (row,) if row else (), found.visit.created_at)
    turn.tx += [visits.went(found.visit, state, next(iter(rows), None)), deals.touch(found.visit.deal, turn.now)]
    return _noted(left), await rechecks.short(turn, found.visit.deal, rows)


async def resume(turn: Turn, check_id: int, rest: Rest) -> Both:
    """The check that was left."""
    return await _left(turn, replace(rest, left=False)), await checks.resume(turn, check_id)


async def monthly(turn: Turn, deal_id: int, rest: Rest) -> Both:
    """The typical sale, checked again."""
    return await _left(turn, replace(rest, monthly=False)), await rechecks.again(turn, deal_id)


async def said(turn: Turn, told_on: date | None, how: str, rest: Rest) -> Reply:
    """Whether the line of an earlier tip was said."""
    if told_on is None or not await tips.said(turn, told_on, how):
        return Notice(key="today.known", toast="today.known")
    left = await _left(turn, rest, answered=True)
    return replace(left, toast="today.noted") if left else Notice(key="today.noted", alert=False)


async def without_tips(turn: Turn, rest: Rest) -> Reply:
    """None from tomorrow on; today's stays."""
    await tips.mute(turn)
    left = await _left(turn, rest)
    return replace(left, toast="tips.muted") if left else Notice(key="tips.muted", alert=False)


def _noted(left: Today | None) -> Today | None:
    return replace(left, toast="today.noted") if left else None


async def _decided(
    turn: Turn, left: Today | None, found: OnCard, what: What, day: date | None = None, free: date | None = None
) -> Today | None:
    return replace(left, decided=Decided(await _of(turn, found.check), what, day, free)) if left else None


async def _left(turn: Turn, rest: Rest, but: int = 0, *, answered: bool = False) -> Today | None:
    """What stands in the same message and is not decided about; None where nothing does."""
    due = await store.reminded(turn.db, turn.person.id, rest.day) if rest.day else []
    asked = await visits.asked(turn.db, turn.person.id, turn.now)
    left = turn.person.open if rest.left else None
    sale = await typical.find(turn.db, turn.person.id) if rest.monthly else None
    due = [found for found in due if found.step.id != but]
    open_visits = [found for found in asked if found.visit.id != but]
    extra = await tips.shown(turn, rest.day, answered=answered) if rest.day else NOTHING
    openings = await shares.told(turn.db, turn.person.id, rest.day) if rest.day else []
    if not (due or open_visits or left or sale or openings or extra.tip or extra.asked):
        return None
    message = await _message(turn, rest.day, due, open_visits, left, sale)
    return replace(message, openings=tuple(openings), extra=extra)


async def _message(
    turn: Turn, day: date | None, due: list[OnCard], asked: list[OnDeal], left: Check | None, sale: Check | None
) -> Today:
    return Today(
        day=day,
        today=turn.today,
        steps=tuple([await _due(turn, found) for found in due]),
        visits=tuple([OpenVisit(await _of(turn, found.check), found.visit) for found in asked]),
        left=await resume_of(turn, left) if left else None,
        monthly=await _of(turn, sale) if sale else None,
    )


async def _due(turn: Turn, found: OnCard) -> DueStep:
    of = await _of(turn, found.check)
    report = Report(turn.library.rules(of.catalog), found.check.progress)
    return DueStep(of, report, found.step, found.step.reminders >= REMINDERS)


async def _of(turn: Turn, check: Check) -> OfCheck:
    return OfCheck(check=check, catalog=await turn.library.catalog(check.content))
