"""A check as it stands: the person's own, and what is shown of it."""

from dataclasses import replace

from bot.course import CARD, GUESS, NAME, TYPE, before, last_tap, next_step, place_of
from bot.replies import Card, GuessQuestion, NameQuestion, Notice, PutAside, Question, Reply, Resume, TypeCard
from bot.report import Report
from bot.store import checks as store
from bot.store.checks import Check
from bot.turn import Turn

LEFT_LONG = 3 * 86_400_000
"""After this long (ms) an open check offers its card from what is known."""


async def find(turn: Turn, check_id: int, *, wake: bool = False) -> Check | Reply:
    """The person's own check; `wake` takes one that was put aside up again."""
    check: Check | None = turn.person.open
    if check is None or check.id != check_id:
        check = await store.load(turn.db, check_id, turn.person.id)
    if check is None:
        return Notice(key="check.gone", toast="check.gone")
    if check.state != "aside":
        return check
    if not wake:
        return PutAside(check=check, catalog=await turn.library.catalog(check.content), toast="toast.aside")
    if turn.person.open:
        return replace(await resume_of(turn, turn.person.open), toast="toast.one_open")
    woken = replace(check, state="open")
    turn.tx.append(store.save(woken, turn.now))
    return replace(woken, rev=woken.rev + 1)


async def unfinished(
    turn: Turn, check_id: int, *, wake: bool = False, toast: str | None = None, tap: str = ""
) -> Check | Reply:
    """The check while it goes on. A finished one shows its card, but not to the tap that has finished it, doubled."""
    check = await find(turn, check_id, wake=wake)
    if not isinstance(check, Check) or check.state != "done":
        return check
    if tap == last_tap(check.progress):
        return Notice(key="finished.line", toast="finished.line", alert=False)
    return await card_of(turn, check, toast=toast)


async def show_step(turn: Turn, check: Check, step: str | None = None, *, misses: int = 0) -> Reply:
    """The screen of a step, by default of the one that comes next."""
    catalog = await turn.library.catalog(check.content)
    rules = turn.library.rules(catalog)
    progress = check.progress
    step = step or next_step(rules, progress)
    back = before(rules, progress, step)
    if step == TYPE:
        early = any(row.slug not in progress.answers for row in catalog.table.deal)
        return TypeCard(check=check, catalog=catalog, report=Report(rules, progress), early=early, back=back)
    if step == NAME:
        return NameQuestion(check=check, catalog=catalog, back=back)
    if step == GUESS:
        return GuessQuestion(check=check, catalog=catalog, misses=misses)
    if step == CARD:
        return await card_of(turn, check)
    place = place_of(rules, progress, step)
    return Question(check=check, catalog=catalog, step=step, place=place, back=back, misses=misses)


async def card_of(turn: Turn, check: Check, toast: str | None = None) -> Card:
    catalog = await turn.library.catalog(check.content)
    report = Report(turn.library.rules(catalog), check.progress)
    return Card(check=check, catalog=catalog, report=report, toast=toast)


async def resume_of(turn: Turn, check: Check) -> Resume:
    """Where it stopped, and what can be done with it."""
    catalog = await turn.library.catalog(check.content)
    rules = turn.library.rules(catalog)
    place = place_of(rules, check.progress, next_step(rules, check.progress))
    old = turn.now - check.touched_at >= LEFT_LONG and bool(check.progress.answers)
    return Resume(check=check, catalog=catalog, place=place, early_card=old)
