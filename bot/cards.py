"""A finished check: its card, why it says so, and what else hangs on it."""

from dataclasses import replace

from bot.course import PUBLIC, place_of
from bot.questions import is_asked, put
from bot.replies import AnswerList, Card, Notice, Question, Reasons, Reply, Strategy
from bot.report import Report, compare
from bot.showing import card_of, find, show_step
from bot.store import checks as store
from bot.store import people
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.turn import Turn


async def card(turn: Turn, check_id: int) -> Reply:
    return await finished(turn, check_id)


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


async def ask_again(turn: Turn, check_id: int, step: str, misses: int = 0) -> Reply:
    """A question of a finished check, to change its answer by a tap or by words."""
    found = await finished(turn, check_id)
    if not isinstance(found, Card):
        return found
    if not is_asked(found.catalog, step):
        return Notice(key="button.unknown", toast="button.unknown")
    return _asked_again(turn, found, step, misses)


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
    after = replace(found, check=replace(found.check, progress=progress), report=report)
    turn.tx.append(store.save(after.check, turn.now, report.numbers()))
    if step == "procedure" and value == "b2b" and progress.public is None:
        return _asked_again(turn, after, PUBLIC)
    return replace(after, change=compare(step, found.report, report))


def _asked_again(turn: Turn, found: Card, step: str, misses: int = 0) -> Question:
    prompt = turn.person.prompt
    then = prompt.then if prompt and turn.person.edits else prompt.about if prompt else 0
    turn.tx.append(people.listen(turn.person.id, Prompt(found.check.id, step, misses, then)))
    place = place_of(found.report.rules, found.check.progress, step)
    return Question(check=found.check, catalog=found.catalog, step=step, place=place, misses=misses, editing=True)


async def finished(turn: Turn, check_id: int) -> Card | Reply:
    """A finished check; whatever was being edited is no longer what is shown."""
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state != "done":
        return await show_step(turn, check)
    prompt = turn.person.prompt
    if prompt and turn.person.edits:
        me = turn.person.id
        turn.tx.append(people.listen(me, Prompt(prompt.then)) if prompt.then else people.stop_listening(me))
    return await card_of(turn, check)
