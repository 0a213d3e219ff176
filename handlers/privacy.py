"""What is kept about a person: /privacy, /mydata, /forget."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.person import privacy
from bot.replies import Call
from handlers.check import PRIVATE
from handlers.context import Context


async def told(update: Update, context: Context) -> list[Call]:
    return context.send(await privacy.privacy(context.turn))


async def mydata(update: Update, context: Context) -> list[Call]:
    return context.send(await privacy.mydata(context.turn))


async def mydata_button(update: Update, context: Context) -> list[Call]:
    return context.show(await privacy.mydata(context.turn), anew=True)


async def forget(update: Update, context: Context) -> list[Call]:
    return context.send(await privacy.forget(context.turn))


async def forget_button(update: Update, context: Context) -> list[Call]:
    return context.show(await privacy.forget(context.turn), anew=True)


async def sure(update: Update, context: Context) -> list[Call]:
    return context.show(await privacy.sure(context.turn))


async def keep(update: Update, context: Context) -> list[Call]:
    return context.show(await privacy.keep(context.turn))


async def forget_now(update: Update, context: Context) -> list[Call]:
    return context.show(await privacy.forget_now(context.turn, context.number(1)))


HANDLERS = [
    CommandHandler("privacy", told, PRIVATE),
    CommandHandler("mydata", mydata, PRIVATE),
    CommandHandler("forget", forget, PRIVATE),
    CallbackQueryHandler(mydata_button, "^mydata$"),
    CallbackQueryHandler(forget_button, "^forget$"),
    CallbackQueryHandler(sure, "^forget:sure$"),
    CallbackQueryHandler(keep, "^forget:no$"),
    CallbackQueryHandler(forget_now, "^forget:now:"),
]
