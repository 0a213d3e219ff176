"""The check of a deal: what a person can do with it, from the first question to the card."""

from dataclasses import replace

from bot.course import CARD, FLAGS, GUESSES, NAME, TYPE, Progress, next_step
from bot.questions import is_asked, put, step_value
from bot.replies import Because, Notice, PutAside, Question, Reply
from bot.report import Report
from bot.showing import card_of, find, resume_of, show_step, unfinished
from bot.store import checks as store
from bot.store import people
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.turn import Turn, new_id


async def begin(turn: Turn) -> Reply:
    """/deal: a new check, or the choice what to do with the open one."""
    if turn.person.open:
        return await resume_of(turn, turn.person.open)
    now, number = turn.now, turn.person.deals + 1
    version = turn.library.current.version
    check = Check(new_id(), new_id(), turn.person.id, number, None, version, "open", Progress(), 0, now, now)
    turn.tx += [
        people.greet(turn.person.id, turn.lang, now),
        *store.begin(check),
        people.count_deal(turn.person.id),
        people.listen(turn.person.id, Prompt(check.id)),
    ]
    return await show_step(turn, check)


async def answer(turn: Turn, check_id: int, step: str, value: str) -> Reply:
    """A button of a question, also of an earlier one: that answer is changed, and the check goes on."""
    check = await unfinished(turn, check_id, toast="toast.old_card")
    if not isinstance(check, Check):
        return check
    catalog = await turn.library.catalog(check.content)
    progress = put(catalog, check.progress, step, value)
    if progress is None:
        return Notice(key="button.unknown", toast="button.unknown")
    changed = step_value(check.progress, step) not in (None, value)
    return await go_on(turn, check, progress, step, toast="toast.changed" if changed else None)


async def flag(turn: Turn, check_id: int, which: str) -> Reply:
    """Past the type card, the rest of part A, no name, no guess."""
    flag = next((flag for flag in FLAGS if flag == which), None)
    if flag is None:
        return Notice(key="button.unknown", toast="button.unknown")
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
        return Notice(key="button.unknown", toast="button.unknown")
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
    if not is_asked(catalog, step) and step not in (TYPE, NAME):
        return Notice(key="button.unknown", toast="button.unknown")
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
    """From the first question again."""
    check = await unfinished(turn, check_id, wake=True, toast="toast.old_card")
    if not isinstance(check, Check):
        return check
    fresh = replace(check, progress=Progress())
    turn.tx += [store.save(fresh, turn.now), people.listen(turn.person.id, Prompt(check.id))]
    return await show_step(turn, fresh)


async def put_aside(turn: Turn, check_id: int) -> Reply:
    check = await unfinished(turn, check_id)
    if not isinstance(check, Check):
        return check
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
    if turn.person.open:
        return replace(await resume_of(turn, turn.person.open), left=True)
    edited = await find(turn, prompt.about) if prompt else None
    return await card_of(turn, edited) if isinstance(edited, Check) else Notice(key="cancel.nothing")


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
    if isinstance(reply, Question) and answered is not None and answered in progress.answers:
        reply = _remarks(turn, reply, answered)
    return replace(reply, toast=toast)


def _remarks(turn: Turn, reply: Question, answered: str) -> Question:
    """What can be said before the card: the type so far after the sixth tap, the first finding when it appears.

    They follow from what is answered, not from what has changed: a double tap shows them again.
    """
    catalog, progress = reply.catalog, reply.check.progress
    rules = turn.library.rules(catalog)
    if len(progress.answers) == catalog.table.scale.least:
        return replace(reply, so_far=Report(rules, progress))
    if "seen" not in progress.flags or progress.stage is None:
        return reply
    others = {row: value for row, value in progress.answers.items() if row != answered}
    was, now = Report(rules, replace(progress, answers=others)), Report(rules, progress)
    appeared = any(finding.way for finding in now.findings) and not any(finding.way for finding in was.findings)
    return replace(reply, found=now) if appeared else reply


async def _finish(turn: Turn, check: Check) -> Reply:
    done = replace(check, state="done")
    shown = replace(await card_of(turn, done), fresh=True)
    turn.tx += [store.save(done, turn.now, shown.report.numbers()), people.stop_listening(turn.person.id)]
    return shown
