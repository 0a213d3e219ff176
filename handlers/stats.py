"""Figures for the operators named in OWNER_IDS."""

from telegram import Update
from telegram.ext import CommandHandler

from bot import operator
from bot.replies import Call, Notice
from handlers.check import PRIVATE
from handlers.context import Context


async def stats(update: Update, context: Context) -> list[Call]:
    if not context.is_owner:
        return context.send(Notice(key="other.command"))
    return context.send(await operator.stats(context.turn))


HANDLERS = [CommandHandler("stats", stats, PRIVATE)]
