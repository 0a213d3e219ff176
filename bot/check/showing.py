"""A check as it stands: the person's own, and what is shown of it."""

from dataclasses import replace

from bot.check.course import CARD, GUESS, NAME, TYPE, USUAL, Progress, before, next_step, place_of
from bot.check.diagnosis import Value
from bot.check.questions import last_tap
from bot.check.report import Report, compare_with_prior
from bot.check.usual import offered, usual_answers
from bot.replies import Card, GuessQuestion, NameQuestion, Notice, PutAside, Question, Reply, Resume, TypeCard, Usual
from bot.store import checks as store
from bot.store import shares
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
    if check.closed:
        return Notice(key="check.closed", toast="check.closed")
    if turn.person.open and check.progress.todo is None:
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
    check, step = await settled(turn, check, step)
    progress = check.progress
    back = before(rules, progress, step)
    if step == USUAL:
        rows = await proposed(turn, check)
        return Usual(check=check, catalog=catalog, rows=rows, back=back, misses=misses)
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


async def settled(turn: Turn, check: Check, step: str | None = None) -> tuple[Check, str]:
    """The step, by default the one that comes next; where nothing is usual any more, that is not asked."""
    rules = turn.library.rules(await turn.library.catalog(check.content))
    step = step or next_step(rules, check.progress)
    if step != USUAL or await proposed(turn, check):
        return check, step
    progress = replace(check.progress, flags=check.progress.flags - {"habit"}, todo=_without_usual(check.progress))
    return replace(check, progress=progress), next_step(rules, progress)


def _without_usual(progress: Progress) -> tuple[str, ...] | None:
    return None if progress.todo is None else tuple(step for step in progress.todo if step != USUAL)


async def proposed(turn: Turn, check: Check) -> dict[str, Value]:
    """What is usual: in a second check its own deal's answers, in a first one those of earlier deals."""
    table = (await turn.library.catalog(check.content)).table
    if check.progress.todo is not None:
        return offered(table, check.progress)
    if "habit" not in check.progress.flags:
        return {}
    usual = usual_answers(table, await store.latest(turn.db, turn.person.id, check.started_at))
    return {row: value for row, value in usual.items() if row not in check.progress.fresh}


async def card_of(turn: Turn, check: Check, toast: str | None = None) -> Card:
    catalog = await turn.library.catalog(check.content)
    report = Report(turn.library.rules(catalog), check.progress)
    before = await store.result(turn.db, check.prior) if check.prior else None
    moved = compare_with_prior(*before, report) if before else None
    seen_by = await shares.viewers(turn.db, check.deal)
    return Card(check=check, catalog=catalog, report=report, moved=moved, seen_by=seen_by, toast=toast)


async def resume_of(turn: Turn, check: Check) -> Resume:
    """Where it stopped, and what can be done with it."""
    catalog = await turn.library.catalog(check.content)
    rules = turn.library.rules(catalog)
    check, step = await settled(turn, check)
    place = place_of(rules, check.progress, step)
    done = check.progress.answers if check.progress.todo is None else check.progress.fresh
    old = turn.now - check.touched_at >= LEFT_LONG and bool(done)
    return Resume(check=check, catalog=catalog, place=place, early_card=old)
