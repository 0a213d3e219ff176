"""Typed words: an answer to what was asked, else a topic. A picture or a file may be a tip."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot import compare
from bot.check import typed_answers
from bot.deals import deals, steps
from bot.person import pause, typed_settings
from bot.pushes import push, push_report, sending
from bot.pushes.pushable import Written
from bot.replies import Call, Reply
from bot.teams import teams
from bot.turn import Turn
from handlers import other
from handlers.check import PRIVATE
from handlers.context import Context
from handlers.push import looked_at, written

LISTENERS: dict[str, Callable[[Turn, str], Awaitable[Reply | None]]] = {
    "check": typed_answers.said,
    "edit": typed_answers.edited,
    "rename": deals.renamed,
    "date": steps.typed,
    "zone": typed_settings.zone,
    "days": typed_settings.days,
    "hour": typed_settings.hour,
    "quiet": typed_settings.quiet,
    "holidays": typed_settings.holidays,
    "stale": typed_settings.stale,
    "pause": pause.typed,
    "team_new": teams.created,
    "team_name": teams.renamed,
    "team_me": teams.called,
    "push_day": sending.typed_day,
}
"""By the kind of the prompt; None where the text is no answer."""

READERS: dict[str, Callable[[Turn, Written], Awaitable[Reply]]] = {
    "push": push.written,
    "push_words": push.reworded,
    "push_edit": push_report.edited,
}
"""Those that want a whole message, with its marks or its picture."""


def _reader(context: Context) -> Callable[[Turn, Written], Awaitable[Reply]] | None:
    prompt = context.turn.person.prompt
    return READERS.get(prompt.kind) if prompt else None


async def said(update: Update, context: Context) -> list[Call]:
    if read := _reader(context):
        return looked_at(context, await read(context.turn, written(context)))
    prompt = context.turn.person.prompt
    reply = await LISTENERS[prompt.kind](context.turn, context.text) if prompt else None
    return context.send(reply or await compare.find(context.turn, context.text))


async def sent(update: Update, context: Context) -> list[Call]:
    """A picture, a file, a sticker: nothing with words."""
    read = _reader(context)
    if read is None:
        return await other.kind(update, context)
    return looked_at(context, await read(context.turn, written(context)))


HANDLERS = [
    MessageHandler(PRIVATE & ((filters.TEXT & ~filters.COMMAND) | filters.CAPTION), said),
    MessageHandler(PRIVATE & other.WRITTEN, sent),
]
