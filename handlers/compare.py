"""Topics: /compare and its buttons, and cards for other chats."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, InlineQueryHandler, filters

from bot import compare
from bot.replies import Call, Reply, Topic
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


async def inline(update: Update, context: Context) -> list[Call]:
    return context.answer_inline(await compare.offer(context.turn, *context.asked))


HANDLERS = [
    CommandHandler("compare", command, filters.UpdateType.MESSAGE),
    CallbackQueryHandler(topics, "^topics$"),
    CallbackQueryHandler(group, "^group:"),
    CallbackQueryHandler(topic, "^topic:"),
    InlineQueryHandler(inline),
]
