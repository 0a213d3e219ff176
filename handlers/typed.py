"""Typed words: an answer to what was asked, else a topic."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot import compare, deals, pause, steps, teams, typed_answers, typed_settings
from bot.replies import Call, Reply
from bot.turn import Turn
from handlers.check import PRIVATE
from handlers.context import Context

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
}
"""By the kind of the prompt; None where the text is no answer."""


async def said(update: Update, context: Context) -> list[Call]:
    prompt = context.turn.person.prompt
    reply = await LISTENERS[prompt.kind](context.turn, context.text) if prompt else None
    return context.send(reply or await compare.find(context.turn, context.text))


HANDLERS = [MessageHandler(PRIVATE & ((filters.TEXT & ~filters.COMMAND) | filters.CAPTION), said)]
