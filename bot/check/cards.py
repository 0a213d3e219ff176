"""A finished check: its card, why it says so, and what else hangs on it."""

from dataclasses import replace

from bot.check.course import PUBLIC, place_of
from bot.check.questions import is_asked, put, step_value
from bot.check.report import Report, compare
from bot.check.showing import card_of, find, show_step
from bot.prompts import ask, heard
from bot.replies import UNKNOWN_BUTTON, AnswerList, Card, Notice, Question, Reasons, Reply, Strategy
from bot.replies.picture import Picture
from bot.store import checks as store
from bot.store import typical
from bot.store.checks import Check
from bot.turn import Turn


async def card(turn: Turn, check_id: int) -> Reply:
    return await finished(turn, check_id)


async def more(turn: Turn, check_id: int) -> Reply:
    """Everything else that can be done from a card."""
    found = await finished(turn, check_id)
    return replace(found, more=True) if isinstance(found, Card) else found


async def make_typical(turn: Turn, check_id: int, said: str) -> Reply:
    """This quick sale is what the person usually sells; after a no the card is shown without the question."""
    found = await finished(turn, check_id)
    if not isinstance(found, Card) or said != "yes" or found.report.diagnosis.band != "b2c":
        return found
    if found.check.closed:
        return Notice(key="check.closed", toast="check.closed")
    if found.check.kind != "typical":
        turn.tx += typical.make(found.check.deal, turn.person.id)
    return replace(found, check=replace(found.check, kind="typical"), toast="toast.typical")


async def reasons(turn: Turn, check_id: int, page: int) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    return Reasons(check=found.check, catalog=found.catalog, report=found.report, moved=found.moved, page=page)


async def answers(turn: Turn, check_id: int) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    return AnswerList(check=found.check, catalog=found.catalog, report=found.report)


async def picture(turn: Turn, check_id: int) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    return Picture(check=found.check, catalog=found.catalog, report=found.report)


async def strategy(turn: Turn, check_id: int, row: str) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    known = found.catalog.table.rows.get(row)
    if known is None or known.kind == "company":
        return UNKNOWN_BUTTON
    return Strategy(check=found.check, catalog=found.catalog, report=found.report, row=row)


async def ask_again(turn: Turn, check_id: int, step: str, misses: int = 0) -> Reply:
    """A question of a finished check, to change its answer by a tap or by words."""
    found = await _changeable(turn, check_id)
    if not isinstance(found, Card):
        return found
    if not is_asked(found.catalog, step):
        return UNKNOWN_BUTTON
    return _asked_again(turn, found, step, misses)


async def change(turn: Turn, check_id: int, step: str, value: str) -> Reply:
    """Another answer in a finished check: the card again, with what has moved."""
    found = await _changeable(turn, check_id)
    if not isinstance(found, Card):
        return found
    progress = put(found.catalog, found.check.progress, step, value)
    if progress is None:
        return UNKNOWN_BUTTON
    if step_value(found.check.progress, step) == value:
        return replace(found, toast="toast.same")
    report = Report(found.report.rules, progress)
    after = replace(found, check=replace(found.check, progress=progress), report=report)
    turn.tx.append(store.save(after.check, turn.now, report.numbers()))
    if step == "procedure" and value == "b2b" and progress.public is None:
        return _asked_again(turn, after, PUBLIC)
    return replace(after, change=compare(step, found.report, report), moved=None)


async def _changeable(turn: Turn, check_id: int) -> Card | Reply:
    """A finished check of an open deal: how one ended is held against what was answered before it did."""
    found = await finished(turn, check_id)
    if isinstance(found, Card) and found.check.closed:
        return Notice(key="check.closed", toast="check.closed")
    return found


def _asked_again(turn: Turn, found: Card, step: str, misses: int = 0) -> Question:
    ask(turn, "edit", step, about=found.check.id, misses=misses)
    place = place_of(found.report.rules, found.check.progress, step)
    return Question(check=found.check, catalog=found.catalog, step=step, place=place, misses=misses, editing=True)


async def finished(turn: Turn, check_id: int) -> Card | Reply:
    """A finished check; whatever was being edited is no longer what is shown."""
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state != "done":
        return await show_step(turn, check)
    heard(turn, "edit")
    return await card_of(turn, check)
