"""Going to a client, and what the bot asks afterwards."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import today
from bot.deals import going
from bot.replies import Call, OnlyInPrivate
from handlers.check import GROUPS, PRIVATE
from handlers.context import Context
from handlers.steps import both, rest


async def begin(update: Update, context: Context) -> list[Call]:
    return context.send(await going.begin(context.turn))


async def in_group(update: Update, context: Context) -> list[Call]:
    return context.send(OnlyInPrivate())


async def choose(update: Update, context: Context) -> list[Call]:
    return context.show(await going.choose(context.turn))


async def go(update: Update, context: Context) -> list[Call]:
    return context.show(await going.go(context.turn, context.deal_id()))


async def went(update: Update, context: Context) -> list[Call]:
    return both(context, *await today.went(context.turn, context.number(0), context.arg(1), rest(context, 2)))


async def left(update: Update, context: Context) -> list[Call]:
    return both(context, *await today.resume(context.turn, context.check_id(), rest(context, 1)))


async def monthly(update: Update, context: Context) -> list[Call]:
    return both(context, *await today.monthly(context.turn, context.deal_id(), rest(context, 1)))


BUTTONS = {"go": go, "went": went, "left": left, "monthly": monthly}

HANDLERS = [
    *(CallbackQueryHandler(callback, rf"^{verb}:") for verb, callback in BUTTONS.items()),
    CallbackQueryHandler(choose, "^go_list$"),
    CommandHandler("go", begin, PRIVATE),
    CommandHandler("go", in_group, GROUPS),
]
