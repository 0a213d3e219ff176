"""The first words, the language and help."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import acquaintance, checks, compare
from bot.replies import Call
from handlers.check import PRIVATE
from handlers.context import Context


async def start(update: Update, context: Context) -> list[Call]:
    payload = context.argument
    if payload == "topics":
        return context.send(await compare.topics(context.turn))
    if payload == "deal":
        return context.send(await checks.begin(context.turn))
    if payload.startswith("t_") and payload[2:] in context.turn.library.current.table.rows:
        return context.send(await compare.topic(context.turn, payload[2:]))
    return context.send(await acquaintance.start(context.turn))


async def help_(update: Update, context: Context) -> list[Call]:
    return context.send(await acquaintance.help_(context.turn))


async def language(update: Update, context: Context) -> list[Call]:
    return context.send(await acquaintance.choose_language(context.turn))


async def set_language(update: Update, context: Context) -> list[Call]:
    return context.show(await acquaintance.set_language(context.turn, context.arg(0)))


HANDLERS = [
    CallbackQueryHandler(set_language, "^lang:"),
    CommandHandler("start", start, PRIVATE),
    CommandHandler("help", help_, PRIVATE),
    CommandHandler("language", language, PRIVATE),
]
