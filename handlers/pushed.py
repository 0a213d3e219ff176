"""The buttons below a manager's tip."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.replies import Call
from bot.replies.push import Heard
from bot.tips import heard
from handlers.context import Context


async def answer(update: Update, context: Context) -> list[Call]:
    reply = await heard.answer(context.turn, context.number(0), context.arg(1))
    return context.mark(reply) if isinstance(reply, Heard) else context.show(reply)


HANDLERS = [CallbackQueryHandler(answer, "^heard:")]
