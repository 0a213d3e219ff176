"""The check of a deal: what a person can do with it, from the first question to the card."""

from dataclasses import replace

from bot import options
from bot.course import (
    CARD,
    FLAGS,
    GUESS,
    GUESSES,
    NAME,
    TYPE,
    Progress,
    before,
    next_step,
    place_of,
)
from bot.names import LONGEST, looks_like_contact, tidy
from bot.questions import choices, is_asked, put, step_value
from bot.replies import (
    Because,
    Card,
    GuessQuestion,
    NameQuestion,
    Notice,
    PutAside,
    Question,
    Reply,
    Resume,
    TypeCard,
)
from bot.report import Report
from bot.store import checks as store
from bot.store import people
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.turn import Turn, new_id

LEFT_LONG = 3 * 86_400_000
"""After this long (ms) an open check offers its card from what is known."""


async def begin(turn: Turn) -> Reply:
    """/deal: a new check, or the choice what to do with the open one."""
    if turn.person.open:
        return await _resume(turn, turn.person.open)
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
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check, toast="toast.old_card")
    catalog = await turn.library.catalog(check.content)
    progress = put(catalog, check.progress, step, value)
    if progress is None:
        return Notice(key="button.unknown", toast="button.unknown")
    changed = step_value(check.progress, step) not in (None, value)
    return await _go_on(turn, check, progress, step, toast="toast.changed" if changed else None)


async def flag(turn: Turn, check_id: int, which: str) -> Reply:
    """Past the type card, the rest of part A, no name, no guess."""
    flag = next((flag for flag in FLAGS if flag == which), None)
    if flag is None:
        return Notice(key="button.unknown", toast="button.unknown")
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check, toast="toast.old_card")
    if flag == "named" and check.name is not None:  # typed before, and taken back
        turn.tx.append(store.rename(check, None))
        check = replace(check, name=None)
    return await _go_on(turn, check, check.progress.with_flag(flag))


async def guess(turn: Turn, check_id: int, number: str) -> Reply:
    """The own guess, "1" (hardly) to "5" (almost sure)."""
    if number not in GUESSES:
        return Notice(key="button.unknown", toast="button.unknown")
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check, toast="toast.old_card")
    return await _go_on(turn, check, replace(check.progress, guess=int(number)).with_flag("guessed"))


async def show(turn: Turn, check_id: int, step: str) -> Reply:
    """`Back`: a question that was answered, once more."""
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check, toast="toast.old_card")
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
    check = await find(turn, check_id, wake=True)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check)
    turn.tx.append(people.listen(turn.person.id, Prompt(check.id)))
    return await show_step(turn, check)


async def restart(turn: Turn, check_id: int) -> Reply:
    """From the first question again."""
    check = await find(turn, check_id, wake=True)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check, toast="toast.old_card")
    fresh = replace(check, progress=Progress())
    turn.tx += [store.save(fresh, turn.now), people.listen(turn.person.id, Prompt(check.id))]
    return await show_step(turn, fresh)


async def put_aside(turn: Turn, check_id: int) -> Reply:
    check = await find(turn, check_id)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check)
    aside = replace(check, state="aside")
    turn.tx += [store.save(aside, turn.now), people.stop_listening(turn.person.id)]
    return PutAside(check=aside, catalog=await turn.library.catalog(check.content))


async def early_card(turn: Turn, check_id: int) -> Reply:
    """The card from what is known so far."""
    check = await find(turn, check_id, wake=True)
    if not isinstance(check, Check):
        return check
    if check.state == "done":
        return await card_of(turn, check)
    return await _finish(turn, check)


async def leave(turn: Turn) -> Reply:
    """/cancel: typed texts are no longer answers; the check itself is kept."""
    if not turn.person.open:
        return Notice(key="cancel.nothing")
    turn.tx.append(people.stop_listening(turn.person.id))
    return replace(await _resume(turn, turn.person.open), left=True)


async def said(turn: Turn, text: str) -> Reply | None:
    """A typed text while a check listens; None where the text is no answer to it."""
    check, prompt = turn.person.open, turn.person.prompt
    if not check or not prompt or prompt.check != check.id:
        return None
    catalog = await turn.library.catalog(check.content)
    rules = turn.library.rules(catalog)
    step = prompt.at or next_step(rules, check.progress)
    if step == NAME:
        return await _named(turn, check, text)
    if step in (TYPE, CARD):
        return None
    meant = options.match(text, choices(catalog, turn.lang, step))
    if meant is None:
        misses = prompt.misses + 1 if prompt.at == step else 1
        turn.tx.append(people.listen(turn.person.id, Prompt(check.id, step, misses)))
        return await show_step(turn, check, step, misses=misses)
    if step == GUESS:
        return await guess(turn, check.id, meant)
    return await answer(turn, check.id, step, meant)


async def _named(turn: Turn, check: Check, text: str) -> Reply:
    name = tidy(text)
    catalog = await turn.library.catalog(check.content)
    if not name or len(name) > LONGEST:
        back = before(turn.library.rules(catalog), check.progress, NAME)
        return NameQuestion(
            check=check, catalog=catalog, problem="long" if name else "empty", length=len(name), back=back
        )
    turn.tx.append(store.rename(check, name))
    reply = await _go_on(turn, replace(check, name=name), check.progress.with_flag("named"))
    if isinstance(reply, GuessQuestion):
        return replace(reply, contact=looks_like_contact(name))
    return reply


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
        return replace(await _resume(turn, turn.person.open), toast="toast.one_open")
    woken = replace(check, state="open")
    turn.tx.append(store.save(woken, turn.now))
    return replace(woken, rev=woken.rev + 1)


async def _go_on(
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


async def _finish(turn: Turn, check: Check) -> Reply:
    done = replace(check, state="done")
    shown = replace(await card_of(turn, done), fresh=True)
    turn.tx += [store.save(done, turn.now, shown.report.numbers()), people.stop_listening(turn.person.id)]
    return shown


async def _resume(turn: Turn, check: Check) -> Resume:
    catalog = await turn.library.catalog(check.content)
    rules = turn.library.rules(catalog)
    place = place_of(rules, check.progress, next_step(rules, check.progress))
    old = turn.now - check.touched_at >= LEFT_LONG and bool(check.progress.answers)
    return Resume(check=check, catalog=catalog, place=place, early_card=old)
