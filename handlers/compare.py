"""Topics: /compare, its buttons, and free text that nothing else waits for."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import checks, compare
from bot.replies import Call, Reply, Topic
from handlers.check import PRIVATE
from handlers.context import Context


def fitting(reply: Reply, context: Context) -> Reply:
    """In a group a topic has no button that only works in private."""
    if isinstance(reply, Topic) and not context.in_private:
        return Topic(catalog=reply.catalog, slug=reply.slug, lang=reply.lang, toast=reply.toast, plain=True)
    return reply


async def command(update: Update, context: Context) -> list[Call]:
    found = await (compare.find(context.turn, context.argument) if context.argument else compare.topics(context.turn))
    return context.send(fitting(found, context))


async def topics(update: Update, context: Context) -> list[Call]:
    return context.show(await compare.topics(context.turn))


async def group(update: Update, context: Context) -> list[Call]:
    return context.show(await compare.topics(context.turn, context.arg(0)))


async def topic(update: Update, context: Context) -> list[Call]:
    found = await compare.topic(context.turn, context.arg(0), context.arg(1) or None)
    return context.show(fitting(found, context))


async def typed(update: Update, context: Context) -> list[Call]:
    reply = await checks.said(context.turn, context.text)
    return context.send(reply or await compare.find(context.turn, context.text))


HANDLERS = [
    CommandHandler("compare", command, filters.UpdateType.MESSAGE),
    CallbackQueryHandler(topics, "^topics$"),
    CallbackQueryHandler(group, "^group:"),
    CallbackQueryHandler(topic, "^topic:"),
    MessageHandler(PRIVATE & ((filters.TEXT & ~filters.COMMAND) | filters.CAPTION), typed),
]
