"""Typed words where a check waits for an answer."""

from dataclasses import replace

from bot.catalog import Catalog
from bot.check import options
from bot.check.cards import ask_again, change
from bot.check.checks import answer, go_on, guess
from bot.check.course import CARD, GUESS, NAME, TYPE, USUAL, before
from bot.check.questions import choices
from bot.check.rechecks import usual
from bot.check.showing import find, settled, show_step
from bot.deals.names import LONGEST, looks_like_contact, tidy
from bot.replies import GuessQuestion, NameQuestion, Reply
from bot.store import checks as store
from bot.store import people
from bot.store.checks import Check
from bot.store.people import Prompt
from bot.turn import Turn


async def said(turn: Turn, text: str) -> Reply | None:
    """A typed text while a check listens; None where the text is no answer to it."""
    prompt = turn.person.prompt
    check = await find(turn, prompt.about) if prompt else None
    if prompt is None or not isinstance(check, Check) or check.state != "open":
        return None
    _, step = await settled(turn, check, prompt.at or None)
    if step == NAME:
        return await _named(turn, check, text)
    if step in (TYPE, CARD):
        return None
    catalog = await turn.library.catalog(check.content)
    meant = _meant(turn, check, text, catalog, step)
    if meant is None:
        misses = prompt.misses + 1 if prompt.at == step else 1
        turn.tx.append(people.listen(turn.person.id, Prompt(check.id, step, misses)))
        return await show_step(turn, check, step, misses=misses)
    if step == GUESS:
        return await guess(turn, check.id, meant)
    if step == USUAL:
        return await usual(turn, check.id, meant)
    return await answer(turn, check.id, step, meant)


async def edited(turn: Turn, text: str) -> Reply | None:
    """The question shown is of a finished check."""
    prompt = turn.person.prompt
    check = await find(turn, prompt.about) if prompt else None
    if prompt is None or not isinstance(check, Check):
        return None
    catalog = await turn.library.catalog(check.content)
    meant = _meant(turn, check, text, catalog, prompt.at)
    if meant is None:
        return await ask_again(turn, check.id, prompt.at, prompt.misses + 1)
    return await change(turn, check.id, prompt.at, meant)


def _meant(turn: Turn, check: Check, text: str, catalog: Catalog, step: str) -> str | None:
    """What negates is of today's content: a check keeps the words that it shows, not how typed ones are read."""
    shown = choices(catalog, turn.lang, step, typical=check.is_typical)
    return options.match(text, shown, turn.library.current.said(turn.lang).negations)


async def _named(turn: Turn, check: Check, text: str) -> Reply:
    name = tidy(text)
    catalog = await turn.library.catalog(check.content)
    if not name or len(name) > LONGEST:
        back = before(turn.library.rules(catalog), check.progress, NAME)
        return NameQuestion(
            check=check, catalog=catalog, problem="long" if name else "empty", length=len(name), back=back
        )
    turn.tx.append(store.rename(check, name))
    reply = await go_on(turn, replace(check, name=name), check.progress.with_flag("named"))
    if isinstance(reply, GuessQuestion):
        return replace(reply, contact=looks_like_contact(name))
    return reply
