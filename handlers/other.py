"""What nothing else understands: it is answered all the same. Must stay the last feature."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.replies import UNKNOWN_BUTTON, Call, Notice
from handlers.check import PRIVATE
from handlers.context import Context

WRITTEN = (
    filters.PHOTO | filters.VIDEO | filters.ANIMATION | filters.AUDIO | filters.VOICE | filters.VIDEO_NOTE
    | filters.Document.ALL | filters.Sticker.ALL | filters.LOCATION | filters.VENUE | filters.CONTACT
    | filters.POLL | filters.CHECKLIST | filters.PAID_MEDIA | filters.LIVE_PHOTO | filters.Dice.ALL | filters.GAME
    | filters.STORY
)  # fmt: skip
"""What a person sends on purpose; the rest are service messages (a pinned message, a changed timer)."""


async def command(update: Update, context: Context) -> list[Call]:
    return context.send(Notice(key="other.command"))


async def kind(update: Update, context: Context) -> list[Call]:
    return context.send(Notice(key="other.kind"))


async def button(update: Update, context: Context) -> list[Call]:
    return context.show(UNKNOWN_BUTTON)


HANDLERS = [
    MessageHandler(PRIVATE & filters.COMMAND, command),
    CallbackQueryHandler(button),
]
