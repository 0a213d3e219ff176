"""A finished check: its card, why it says so, and what else hangs on it."""

from dataclasses import replace

from bot.checks import card_of, find, show_step
from bot.course import PUBLIC, place_of
from bot.questions import is_asked, put
from bot.replies import AnswerList, Card, Notice, Question, Reasons, Reply, Strategy
from bot.report import Report, compare
from bot.store import checks as store
from bot.store.checks import Check
from bot.turn import Turn


async def card(turn: Turn, check_id: int) -> Reply:
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    return await card_of(turn, check) if check.state == "done" else await show_step(turn, check)


async def reasons(turn: Turn, check_id: int, page: int) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    return Reasons(check=found.check, catalog=found.catalog, report=found.report, page=page)


async def answers(turn: Turn, check_id: int) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    return AnswerList(check=found.check, catalog=found.catalog, report=found.report)


async def strategy(turn: Turn, check_id: int, row: str) -> Reply:
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    known = found.catalog.table.rows.get(row)
    if known is None or known.kind == "company":
        return Notice(key="button.unknown", toast="button.unknown")
    return Strategy(check=found.check, catalog=found.catalog, report=found.report, row=row)


async def ask_again(turn: Turn, check_id: int, step: str) -> Reply:
    """A question of a finished check, to change its answer."""
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    if not is_asked(found.catalog, step):
        return Notice(key="button.unknown", toast="button.unknown")
    place = place_of(turn.library.rules(found.catalog), found.check.progress, step)
    return Question(check=found.check, catalog=found.catalog, step=step, place=place, editing=True)


async def change(turn: Turn, check_id: int, step: str, value: str) -> Reply:
    """Another answer in a finished check: the card again, with what has moved."""
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    progress = put(found.catalog, found.check.progress, step, value)
    if progress is None:
        return Notice(key="button.unknown", toast="button.unknown")
    if progress == found.check.progress:
        return replace(found, toast="toast.same")
    report = Report(found.report.rules, progress)
    check = replace(found.check, progress=progress)
    turn.tx.append(store.save(check, turn.now, report.numbers()))
    if step == "procedure" and value == "b2b" and progress.public is None:
        place = place_of(report.rules, progress, PUBLIC)
        return Question(check=check, catalog=found.catalog, step=PUBLIC, place=place, editing=True)
    moved = compare(step, found.report, report)
    return Card(check=check, catalog=found.catalog, report=report, change=moved)


async def finished(turn: Turn, check_id: int) -> Card | Reply:
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    return await card_of(turn, check) if check.state == "done" else await show_step(turn, check)
