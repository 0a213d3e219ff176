"""A deal's one next step: taken from a card with a day, moved to another one, dropped."""

from dataclasses import replace
from datetime import date, timedelta

from bot.check.showing import card_of, find, show_step
from bot.dates import understand
from bot.deals.followup import finding_of, rows_of
from bot.deals.going import go
from bot.person.habits import Habits
from bot.person.schedule import Due, next_morning, works
from bot.prompts import ask, heard
from bot.replies import UNKNOWN_BUTTON, Card, Notice, Reply
from bot.replies.steps import OneStep, StepDropped, WhenQuestion
from bot.store import deals
from bot.store import steps as store
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.store.steps import REMINDERS, OnCard, Step
from bot.turn import Turn, new_id

AHEAD = {"0": 0, "1": 1, "3": 3, "7": 7}
"""What buttons offer, in days."""
EXACT = 1
"""Up to so many days ahead a day is meant, whether it is a working one or not."""
MISSES = 2
"""After so many texts that are no day, the next ones are looked up as topics."""
OVER = Notice(key="steps.over", toast="steps.over")


async def take(turn: Turn, check_id: int) -> Reply:
    """The step of this card: when? What is kept up on a shift needs no date but the evening's question."""
    card = await _card(turn, check_id)
    if not isinstance(card, Card):
        return card
    if card.check.kind == "typical" and card.report.kind == "fits":
        return await go(turn, card.check.deal)
    return await _when(turn, card)


async def _when(turn: Turn, card: Card, *, misses: int = 0) -> Reply:
    finding = finding_of(card.report)
    if finding is None:
        return UNKNOWN_BUTTON
    ask(turn, "date", "take", about=card.check.id, misses=misses)
    known = await store.of_deal(turn.db, card.check.deal, turn.person.id)
    return WhenQuestion(
        check=card.check, catalog=card.catalog, law=card.report.mentions_law, finding=finding, today=turn.today,
        replaces=known.step if known else None, unclear=misses > 0,
    )  # fmt: skip


async def take_on(turn: Turn, check_id: int, ahead: str) -> Reply:
    card = await _card(turn, check_id)
    if not isinstance(card, Card):
        return card
    if ahead not in AHEAD:
        return UNKNOWN_BUTTON
    return await _taken(turn, card, *day_ahead(turn, AHEAD[ahead]))


async def _taken(turn: Turn, card: Card, day: date, free: date | None) -> Reply:
    finding, check = finding_of(card.report), card.check
    if finding is None:
        return UNKNOWN_BUTTON
    heard(turn)
    step = Step(new_id(), turn.person.id, check.deal, check.id, finding, rows_of(card.report), day, taken_at=turn.now)
    known = await store.of_deal(turn.db, check.deal, turn.person.id)
    same = known.step if known and (known.step.source, known.step.day) == (check.id, day) else None
    if same is None:
        turn.tx += [*store.take(step), deals.touch(check.deal, turn.now)]
    return await one(turn, OnCard(same or step, check), free=free, replaced=known is not None and same is None)


async def ask_date(turn: Turn, step_id: int, *, misses: int = 0) -> Reply:
    """Another day of a step."""
    found = await open_step(turn, step_id)
    if not isinstance(found, OnCard):
        return found
    ask(turn, "date", "move", about=step_id, misses=misses)
    card = await card_of(turn, found.check)
    return WhenQuestion(
        check=found.check, catalog=card.catalog, law=card.report.mentions_law, finding=found.step.finding,
        today=turn.today, step=found.step, unclear=misses > 0,
    )  # fmt: skip


async def move(turn: Turn, step_id: int, ahead: str) -> Reply:
    found = await open_step(turn, step_id)
    if not isinstance(found, OnCard):
        return found
    if ahead not in AHEAD:
        return UNKNOWN_BUTTON
    return await _moved(turn, found, *day_ahead(turn, AHEAD[ahead]))


async def _moved(turn: Turn, found: OnCard, day: date, free: date | None) -> Reply:
    """A day chosen anew is a promise made anew: it is reminded of three times again."""
    heard(turn)
    turn.tx += [store.promise(found.step, day), deals.touch(found.step.deal, turn.now)]
    return await one(turn, OnCard(replace(found.step, day=day, reminders=0), found.check), free=free)


async def show(turn: Turn, deal_id: int) -> Reply:
    """The step that the deal has."""
    found = await store.of_deal(turn.db, deal_id, turn.person.id)
    heard(turn)
    return await one(turn, found) if found else OVER


async def leave(turn: Turn, check_id: int) -> Reply:
    """Back to the card: no step is taken."""
    check = await find(turn, check_id)
    heard(turn)
    if not isinstance(check, Check):
        return check
    return await card_of(turn, check) if check.state == "done" else await show_step(turn, check)


async def typed(turn: Turn, text: str) -> Reply | None:
    """A typed text while a day is asked for; None where it is something else."""
    prompt = turn.person.prompt
    day = understand(text, turn.lang, turn.today)
    reply = await (_dated(turn, prompt, day) if day else _not_understood(turn, prompt)) if prompt else None
    if reply is None:
        heard(turn)
    return reply


async def _dated(turn: Turn, prompt: Prompt, day: date) -> Reply | None:
    """None where there is nothing to date any more."""
    if prompt.at == "move":
        found = await open_step(turn, prompt.about)
        return await _moved(turn, found, day, None) if isinstance(found, OnCard) else None
    card = await _card(turn, prompt.about)
    return await _taken(turn, card, day, None) if isinstance(card, Card) else None


async def _not_understood(turn: Turn, prompt: Prompt) -> Reply | None:
    """One sentence, and the question again; whoever goes on writing has something else in mind."""
    misses = prompt.misses + 1
    if misses > MISSES:
        return None
    if prompt.at == "move":
        asked = await ask_date(turn, prompt.about, misses=misses)
    else:
        card = await _card(turn, prompt.about)
        asked = await _when(turn, card, misses=misses) if isinstance(card, Card) else card
    return asked if isinstance(asked, WhenQuestion) else None


async def drop(turn: Turn, found: OnCard) -> StepDropped:
    turn.tx.append(store.end(found.step, "dropped", turn.now))
    catalog = await turn.library.catalog(found.check.content)
    return StepDropped(check=found.check, catalog=catalog)


async def one(turn: Turn, found: OnCard, *, free: date | None = None, replaced: bool = False) -> OneStep:
    """The step with its day, and when the bot reminds of it."""
    silent = found.step.reminders >= REMINDERS
    card = await card_of(turn, found.check)
    due = None if silent else _reminder(turn, found.step)
    day, today = found.step.day, turn.today
    off = due is not None and today <= day < due.day == next_working(turn.person.habits, day)
    return OneStep(
        check=found.check, catalog=card.catalog, law=card.report.mentions_law, step=found.step, now=turn.now,
        zone=turn.person.habits.zone, due=due, free=free, off=off, replaced=replaced, silent=silent,
    )  # fmt: skip


async def open_step(turn: Turn, step_id: int) -> OnCard | Reply:
    found = await store.load(turn.db, step_id, turn.person.id)
    return found if found and found.step.state == "open" else OVER


def day_ahead(turn: Turn, days: int) -> tuple[date, date | None]:
    """So many days from today; from the third on the next working day, and the free one that it stands for."""
    meant = turn.today + timedelta(days)
    if days <= EXACT:
        return meant, None
    day = next_working(turn.person.habits, meant)
    return day, None if day == meant else meant


def next_working(habits: Habits, day: date) -> date:
    """Floating days are not known ahead."""
    if habits.days == "floating":
        return day
    return next((later for n in range(30) if works(habits, later := day + timedelta(n))), day)


def _reminder(turn: Turn, step: Step) -> Due | None:
    before = step.day - timedelta(1)
    done = max(filter(None, (turn.person.morning_day, before, step.reminded_day)))
    return next_morning(turn.person.habits, done, turn.now)


async def _card(turn: Turn, check_id: int) -> Card | Reply:
    """A finished check of an open deal."""
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state != "done":
        return await show_step(turn, check)
    deal = await deals.load(turn.db, check.deal, turn.person.id)
    if deal is None or deal.state != "open":
        return Notice(key="steps.closed", toast="steps.closed")
    return await card_of(turn, check)
