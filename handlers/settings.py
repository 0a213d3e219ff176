"""Settings and the pause: a button for each, and words or a place where they are asked for."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.person import pause, preferences
from bot.replies import Call, Notice
from handlers.check import PRIVATE
from handlers.context import Context


async def settings(update: Update, context: Context) -> list[Call]:
    return context.send(await preferences.show(context.turn))


async def back(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.show(context.turn))


async def question(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.question(context.turn, context.arg(0), context.arg(1)))


async def speak(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.speak(context.turn, context.arg(0)))


async def zone(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.set_zone(context.turn, context.arg(0)))


async def place(update: Update, context: Context) -> list[Call]:
    message = update.effective_message
    sent = message.location if message else None
    reply = await preferences.locate(context.turn, sent.latitude, sent.longitude) if sent else None
    return context.send(reply or Notice(key="other.kind"))


async def days(update: Update, context: Context) -> list[Call]:
    if context.arg(0) == "shift":
        return context.show(await preferences.on_shift(context.turn))
    return context.show(await preferences.set_days(context.turn, context.arg(0), context.arg(1)))


async def hour(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.set_hour(context.turn, context.arg(0), context.figure(1)))


async def quiet(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.set_quiet(context.turn, context.figure(0), context.figure(1)))


async def holidays(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.set_holidays(context.turn, context.arg(0)))


async def stale(update: Update, context: Context) -> list[Call]:
    return context.show(await preferences.set_stale(context.turn, context.arg(0), context.figure(1)))


async def pausing(update: Update, context: Context) -> list[Call]:
    return context.send(await pause.show(context.turn))


async def pause_button(update: Update, context: Context) -> list[Call]:
    if context.arg(0) == "on":
        return context.show(await pause.go_on(context.turn))
    how_long = context.arg(0)
    return context.show(await (pause.silence(context.turn, how_long) if how_long else pause.show(context.turn)))


BUTTONS = {
    "set": question, "speak": speak, "zone": zone, "days": days, "hour": hour, "quiet": quiet, "holidays": holidays,
    "stale": stale,
}  # fmt: skip

HANDLERS = [
    *(CallbackQueryHandler(callback, rf"^{verb}:") for verb, callback in BUTTONS.items()),
    CallbackQueryHandler(back, "^settings$"),
    CallbackQueryHandler(pause_button, "^pause(:|$)"),
    CommandHandler("settings", settings, PRIVATE),
    CommandHandler("pause", pausing, PRIVATE),
    MessageHandler(PRIVATE & filters.LOCATION, place),
]
