"""The first words, the language and help."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import compare
from bot.check import checks
from bot.person import acquaintance
from bot.replies import Call, Notice, Reply
from bot.teams import invites
from bot.turn import Turn
from handlers.check import PRIVATE
from handlers.context import Context
from handlers.screens.invites import PREFIX

LONGEST = 24
"""Characters of such a payload."""


def invitation(context: Context) -> str:
    """The payload of a link that invites to a team; nothing for any other update."""
    payload = context.argument if context.text.startswith("/start") and not context.data else ""
    return payload if payload.startswith(PREFIX) and len(payload) <= LONGEST else ""


async def start(update: Update, context: Context) -> list[Call]:
    return context.send(await _behind(context.turn, context.argument))


async def _behind(turn: Turn, payload: str) -> Reply:
    """What a link leads to."""
    if payload.startswith(PREFIX):
        return await invites.look(turn, payload.removeprefix(PREFIX))
    if payload == "topics":
        return await compare.topics(turn)
    if payload == "deal":
        return await checks.begin(turn)
    if payload.startswith("t_") and payload[2:] in turn.library.current.table.rows:
        return await compare.topic(turn, payload[2:])
    return await acquaintance.start(turn)


async def help_(update: Update, context: Context) -> list[Call]:
    return context.send(await acquaintance.help_(context.turn))


async def language(update: Update, context: Context) -> list[Call]:
    return context.send(await acquaintance.choose_language(context.turn))


async def set_language(update: Update, context: Context) -> list[Call]:
    reply = await acquaintance.set_language(context.turn, context.arg(0))
    if context.arg(1).startswith(PREFIX) and not isinstance(reply, Notice):
        reply = await invites.look(context.turn, context.arg(1).removeprefix(PREFIX))
    return context.show(reply)


HANDLERS = [
    CallbackQueryHandler(set_language, "^lang:"),
    CommandHandler("start", start, PRIVATE),
    CommandHandler("help", help_, PRIVATE),
    CommandHandler("language", language, PRIVATE),
]
