"""A deal checked again: shortly, row by row, or as a whole second check."""

from collections.abc import Sequence
from dataclasses import replace

from bot.catalog import Catalog
from bot.check.checks import go_on
from bot.check.course import USUAL, Progress
from bot.check.questions import is_asked
from bot.check.showing import card_of, proposed, resume_of, show_step, unfinished
from bot.check.usual import as_usual, todo_of_changed, todo_of_same
from bot.person.schedule import instant
from bot.replies import UNKNOWN_BUTTON, Changed, Notice, PutAside, Reply
from bot.store import checks as store
from bot.store import people
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.turn import Turn, new_id


async def short(turn: Turn, deal_id: int, rows: Sequence[str]) -> Reply:
    """A check of exactly these rows of the deal; goes on with one that is open. After the last answer its card."""
    going, last = await store.of_deal(turn.db, deal_id, turn.person.id)
    if last is None or last.closed or (going and going.progress.todo is None):
        return await _first(turn, going, last)
    catalog = await _catalog(turn, going)
    todo = tuple(dict.fromkeys(row for row in rows if row in catalog.table.rows and is_asked(catalog, row)))
    if going is None or not going.progress.fresh:
        return await _ask(turn, last, going, todo) if todo else await card_of(turn, last)
    known = going.progress.todo or ()
    more = tuple(row for row in todo if row not in known)
    return await _ask(turn, last, going, (*known, *more), keep=True)


async def unasked(turn: Turn, deal_id: int, rows: Sequence[str], after: int) -> tuple[str, ...]:
    """Those of the rows that no check of the deal, begun this day and since `after`, has asked already."""
    since = max(after, instant(turn.today, 0, turn.person.habits.zone))
    _, check = await store.of_deal(turn.db, deal_id, turn.person.id)
    answered: set[str] = set()
    while check and check.progress.todo is not None and check.started_at >= since:
        answered |= check.progress.fresh
        check = await store.load(turn.db, check.prior, turn.person.id) if check.prior else None
    return tuple(row for row in rows if row not in answered)


async def again(turn: Turn, deal_id: int) -> Reply:
    """The second check, from "has the deal (or the sale) itself changed?" on; goes on with one that is open."""
    going, last = await store.of_deal(turn.db, deal_id, turn.person.id)
    if last is None or last.closed or (going and (going.progress.todo is None or going.progress.fresh)):
        return await _first(turn, going, last)
    return Changed(check=last, catalog=await turn.library.catalog(last.content))


async def changed(turn: Turn, deal_id: int, said: str) -> Reply:
    """Whether the deal or the sale itself has changed since the last check decides what is asked."""
    going, last = await store.of_deal(turn.db, deal_id, turn.person.id)
    if last is None or last.closed or (going and (going.progress.todo is None or going.progress.fresh)):
        return await _first(turn, going, last)
    catalog = await _catalog(turn, going)
    rows = todo_of_changed if said == "yes" else todo_of_same
    todo = rows(catalog.table, _copy(catalog, last), staged=not last.is_typical)
    return await _ask(turn, last, going, todo)


async def usual(turn: Turn, check_id: int, said: str) -> Reply:
    """Whether what hardly changes is as usual here too."""
    check = await unfinished(turn, check_id, toast="toast.old_card")
    if not isinstance(check, Check):
        return check
    progress = check.progress
    if USUAL not in (progress.todo or ()) and "habit" not in progress.flags:
        return UNKNOWN_BUTTON
    table = (await turn.library.catalog(check.content)).table
    return await go_on(turn, check, as_usual(table, progress, await proposed(turn, check), same=said == "yes"))


async def _first(turn: Turn, going: Check | None, last: Check | None) -> Reply:
    """What was begun and not finished goes first; what is closed stays as it was closed."""
    if last and last.closed:
        return Notice(key="check.closed", toast="check.closed")
    if going is None:
        return Notice(key="check.gone", toast="check.gone")
    if going.state == "aside":
        return PutAside(check=going, catalog=await turn.library.catalog(going.content))
    return await resume_of(turn, going)


async def _catalog(turn: Turn, going: Check | None) -> Catalog:
    """A check that was begun keeps its words; a new one takes today's."""
    return await turn.library.catalog(going.content) if going else turn.library.current


async def _ask(turn: Turn, last: Check, going: Check | None, todo: tuple[str, ...], *, keep: bool = False) -> Reply:
    """`going`: one that nothing was answered in, which is begun anew; with `keep` it goes on, with more to ask."""
    now, progress = turn.now, replace(_copy(await _catalog(turn, going), last), todo=todo)
    if going:
        check = replace(going, state="open", progress=replace(going.progress, todo=todo) if keep else progress)
        turn.tx.append(store.save(check, now))
        check = replace(check, rev=check.rev + 1)
    else:
        check = replace(
            last, id=new_id(), content=turn.library.current.version, state="open", progress=progress,
            rev=0, started_at=now, touched_at=now, prior=last.id,
        )  # fmt: skip
        turn.tx.append(store.begin_again(check))
    turn.tx.append(people.listen(turn.person.id, Prompt(check.id)))
    return await show_step(turn, check)


def _copy(catalog: Catalog, last: Check) -> Progress:
    """What is known of the deal, in the questions of this content."""
    known = {row: value for row, value in last.progress.answers.items() if row in catalog.table.rows}
    stage = last.progress.stage if last.progress.stage in catalog.table.stages else None
    return replace(last.progress, answers=known, stage=stage, todo=None, fresh=frozenset())
