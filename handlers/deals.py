"""Deals, and the mirror of those that ended."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.deals import deals, reflection
from bot.replies import Call, OnlyInPrivate
from handlers.check import GROUPS, PRIVATE
from handlers.context import Context


async def listing(update: Update, context: Context) -> list[Call]:
    return context.send(await deals.listing(context.turn))


async def in_group(update: Update, context: Context) -> list[Call]:
    return context.send(OnlyInPrivate())


async def page(update: Update, context: Context) -> list[Call]:
    closed, page = context.arg(0) == "closed", context.figure(1) or 0
    return context.show(await deals.listing(context.turn, closed=closed, page=page))


async def show(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.show(context.turn, context.deal_id(), context.figure(1) or 0))


async def ask_name(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.ask_name(context.turn, context.deal_id()))


async def ask_ending(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.ask_ending(context.turn, context.deal_id()))


async def close(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.close(context.turn, context.deal_id(), context.arg(1), context.arg(2)))


async def make_single(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.make_single(context.turn, context.deal_id()))


async def reopen(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.reopen(context.turn, context.deal_id()))


async def delete(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.delete(context.turn, context.deal_id(), context.arg(1)))


async def share(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.share(context.turn, context.deal_id()), anew=True)


async def note(update: Update, context: Context) -> list[Call]:
    return context.show(await deals.note(context.turn, context.deal_id()))


async def mirror(update: Update, context: Context) -> list[Call]:
    return context.show(await reflection.reflect(context.turn))


async def mirror_picture(update: Update, context: Context) -> list[Call]:
    return context.show(await reflection.picture(context.turn))


BUTTONS = {
    "deals": page, "deal_open": show, "deal_name": ask_name, "deal_close": ask_ending, "deal_end": close,
    "deal_single": make_single, "deal_reopen": reopen, "deal_drop": delete, "deal_share": share, "note": note,
}  # fmt: skip

HANDLERS = [
    *(CallbackQueryHandler(callback, rf"^{verb}:") for verb, callback in BUTTONS.items()),
    CallbackQueryHandler(mirror, "^mirror$"),
    CallbackQueryHandler(mirror_picture, "^mirror_picture$"),
    CommandHandler("deals", listing, PRIVATE),
    CommandHandler("deals", in_group, GROUPS),
]
