"""The check of a deal: what a person can do with it, from the first question to the card."""

from dataclasses import replace

from bot.check.course import CARD, FLAGS, GUESSES, NAME, STAGE, TYPE, USUAL, Progress, next_step
from bot.check.questions import is_asked, put, step_value
from bot.check.report import Report
from bot.check.showing import card_of, find, proposed, resume_of, show_step, unfinished
from bot.check.usual import restaged
from bot.replies import UNKNOWN_BUTTON, Because, Card, Notice, PutAside, Question, Reply, WhichDeal
from bot.store import checks as store
from bot.store import deals, people, typical
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.turn import Turn, new_id


async def begin(turn: Turn, *, single: bool = False) -> Reply:
    """/deal: a new check, or the choice what to do with the open one.

    `single`: a new deal, also for a person who has a typical sale.
    """
    if turn.person.open:
        return await resume_of(turn, turn.person.open)
    sale = await typical.find(turn.db, turn.person.id) if turn.person.deals and not single else None
    if sale:
        return WhichDeal(check=sale, catalog=await turn.library.catalog(sale.content))
    now, number = turn.now, turn.person.deals + 1
    version, progress = turn.library.current.version, Progress().with_flag("habit")
    check = Check(new_id(), new_id(), turn.person.id, number, None, version, "open", progress, 0, now, now)
    if not turn.person.deals or not await proposed(turn, check):
        check = replace(check, progress=Progress())
    turn.tx += [
        people.greet(turn.person.id, turn.lang, now),
        *store.begin(check),
        people.count_deal(turn.person.id),
        people.listen(turn.person.id, Prompt(check.id)),
    ]
    return await show_step(turn, check)


async def answer(turn: Turn, check_id: int, step: str, value: str) -> Reply:
    """A button of a question, also of an earlier one: that answer is changed, and the check goes on."""
    check = await unfinished(turn, check_id, toast="toast.old_card", tap=f"{step}:{value}")
    if not isinstance(check, Check):
        return check
    catalog = await turn.library.catalog(check.content)
    progress = put(catalog, check.progress, step, value)
    if progress is None:
        return UNKNOWN_BUTTON
    if step == STAGE:
        progress = restaged(catalog.table, progress)
    asked = check.progress.todo is None or step in check.progress.fresh
    changed = asked and step_value(check.progress, step) not in (None, value)
    return await go_on(turn, check, progress.with_fresh(step), step, toast="toast.changed" if changed else None)


async def flag(turn: Turn, check_id: int, which: str) -> Reply:
    """Past the type card, the rest of part A, no name, no guess."""
    flag = next((flag for flag in FLAGS if flag == which), None)
    if flag is None:
        return UNKNOWN_BUTTON
    check = await unfinished(turn, check_id, toast="toast.old_card", tap=flag)
    if not isinstance(check, Check):
        return check
    if flag == "named" and check.name is not None:  # typed before, and taken back
        turn.tx.append(store.rename(check, None))
        check = replace(check, name=None)
    return await go_on(turn, check, check.progress.with_flag(flag))


async def guess(turn: Turn, check_id: int, number: str) -> Reply:
    """The own guess, "1" (hardly) to "5" (almost sure)."""
    if number not in GUESSES:
        return UNKNOWN_BUTTON
    check = await unfinished(turn, check_id, toast="toast.old_card", tap=number)
    if not isinstance(check, Check):
        return check
    return await go_on(turn, check, replace(check.progress, guess=int(number)).with_flag("guessed"))


async def show(turn: Turn, check_id: int, step: str) -> Reply:
    """`Back`: a question that was answered, once more."""
    check = await unfinished(turn, check_id, toast="toast.old_card")
    if not isinstance(check, Check):
        return check
    catalog = await turn.library.catalog(check.content)
    if not is_asked(catalog, step) and step not in (TYPE, NAME, USUAL):
        return UNKNOWN_BUTTON
    turn.tx.append(people.listen(turn.person.id, Prompt(check.id, at=step)))
    return await show_step(turn, check, step)


async def because(turn: Turn, check_id: int, step: str) -> Reply:
    """Why this is asked."""
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    return Because(check=check, catalog=await turn.library.catalog(check.content), step=step)


async def resume(turn: Turn, check_id: int) -> Reply:
    """Go on where it stopped; a check that was put aside comes back."""
    check = await unfinished(turn, check_id, wake=True)
    if not isinstance(check, Check):
        return check
    turn.tx.append(people.listen(turn.person.id, Prompt(check.id)))
    return await show_step(turn, check)


async def restart(turn: Turn, check_id: int) -> Reply:
    """From the first question again; in a second check with the answers of the one before."""
    check = await unfinished(turn, check_id, wake=True, toast="toast.old_card")
    if not isinstance(check, Check):
        return check
    progress = Progress(flags=check.progress.flags & {"habit"})
    if check.progress.todo is not None:
        prior = await store.load(turn.db, check.prior or 0, turn.person.id)
        before = prior.progress if prior else check.progress
        progress = replace(before, todo=check.progress.todo, fresh=frozenset())
    fresh = replace(check, progress=progress)
    turn.tx += [store.save(fresh, turn.now), people.listen(turn.person.id, Prompt(check.id))]
    return await show_step(turn, fresh)


async def put_aside(turn: Turn, check_id: int) -> Reply:
    check = await unfinished(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.progress.todo is not None:  # it stands in nobody's way
        return await resume_of(turn, check)
    aside = replace(check, state="aside")
    turn.tx += [store.save(aside, turn.now), people.stop_listening(turn.person.id)]
    return PutAside(check=aside, catalog=await turn.library.catalog(check.content))


async def early_card(turn: Turn, check_id: int) -> Reply:
    """The card from what is known so far."""
    check = await unfinished(turn, check_id, wake=True, tap="early")
    if not isinstance(check, Check):
        return check
    return await _finish(turn, check)


async def leave(turn: Turn) -> Reply:
    """/cancel: typed texts are no longer answers; the check itself is kept."""
    prompt = turn.person.prompt
    if prompt:
        turn.tx.append(people.stop_listening(turn.person.id))
    about = await find(turn, prompt.about) if prompt and prompt.kind in ("check", "edit") else None
    left = about if isinstance(about, Check) and about.state == "open" else turn.person.open
    if left:
        return replace(await resume_of(turn, left), left=True)
    return await card_of(turn, about) if isinstance(about, Check) else Notice(key="cancel.nothing")


async def go_on(
    turn: Turn, check: Check, progress: Progress, answered: str | None = None, toast: str | None = None
) -> Reply:
    """Keep the new progress and show what comes next; `answered`: the step that has just got its answer."""
    catalog = await turn.library.catalog(check.content)
    rules = turn.library.rules(catalog)
    after = replace(check, progress=progress)
    step = next_step(rules, progress)
    if step == CARD:
        return await _finish(turn, after)
    turn.tx.append(store.save(after, turn.now))
    prompt = turn.person.prompt
    if prompt is None or prompt != Prompt(check.id):
        turn.tx.append(people.listen(turn.person.id, Prompt(check.id)))
    reply = await show_step(turn, after, step)
    if isinstance(reply, Question) and answered in progress.answers and progress.todo is None:
        reply = _remarks(turn, reply, answered or "")
    return replace(reply, toast=toast)


def _remarks(turn: Turn, reply: Question, answered: str) -> Question:
    """What can be said before the card: the type so far after the sixth tap, the first finding when it appears.

    They follow from what is answered, not from what has changed: a double tap shows them again.
    """
    catalog, progress = reply.catalog, reply.check.progress
    rules = turn.library.rules(catalog)
    given = progress.given
    if len(progress.answers) - len(given) + bool(given) == catalog.table.scale.least:
        return replace(reply, so_far=Report(rules, progress))
    if "seen" not in progress.flags or progress.stage is None:
        return reply
    others = {row: value for row, value in progress.answers.items() if row != answered}
    was, now = Report(rules, replace(progress, answers=others)), Report(rules, progress)
    appeared = any(finding.way for finding in now.findings) and not any(finding.way for finding in was.findings)
    return replace(reply, found=now) if appeared else reply


async def _finish(turn: Turn, check: Check) -> Card:
    done = replace(check, state="done")
    shown = replace(await card_of(turn, done), fresh=True)
    if await _offers_typical(turn, shown):
        done = replace(done, progress=done.progress.with_flag("offered"))
        shown = replace(shown, check=done, offers=True)
    turn.tx += [store.save(done, turn.now, shown.report.numbers()), deals.finished(done, turn.now)]
    waiting = turn.person.open
    me = turn.person.id
    if waiting and waiting.id != check.id:
        turn.tx.append(people.listen(me, Prompt(waiting.id)))
    else:
        turn.tx.append(people.stop_listening(me))
    return shown


async def _offers_typical(turn: Turn, card: Card) -> bool:
    """The first quick sale asks whether it is the typical one; no other does."""
    if card.report.diagnosis.band != "b2c" or card.check.prior:
        return False
    return not await typical.is_asked(turn.db, turn.person.id)
