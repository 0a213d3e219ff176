"""/digest: a team's figures for its managers."""

from collections.abc import Awaitable, Callable
from datetime import date

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.digest import team_digest
from bot.person.habits import day_of
from bot.replies import UNKNOWN_BUTTON, Call, OnlyInPrivate, Reply
from handlers.check import GROUPS, PRIVATE
from handlers.context import Context
from handlers.teams import tapped


async def begin(update: Update, context: Context) -> list[Call]:
    return context.send(await team_digest.begin(context.turn))


async def in_group(update: Update, context: Context) -> list[Call]:
    return context.send(OnlyInPrivate())


def _day(context: Context) -> date | None:
    """As the button names it."""
    text = context.arg(1)
    return day_of(text) if len(text) == 8 and text.isdecimal() else None


async def _show(context: Context) -> Reply:
    return await team_digest.show(context.turn, context.number(0), _day(context))


async def of_several(update: Update, context: Context) -> list[Call]:
    """Below the list of teams, which stays for the next one."""
    return context.show(await _show(context), anew=True)


async def _map(context: Context) -> Reply:
    day = _day(context)
    return await team_digest.heat_map(context.turn, context.number(0), day) if day else UNKNOWN_BUTTON


async def _file(context: Context) -> Reply:
    day = _day(context)
    return await team_digest.file(context.turn, context.number(0), day, context.arg(2)) if day else UNKNOWN_BUTTON


async def _asks(context: Context) -> Reply:
    return await team_digest.questions(context.turn, context.number(0), context.figure(1) or 0)


BUTTONS: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "digest": _show,
    "digest_map": _map,
    "digest_file": _file,
    "digest_asks": _asks,
}

HANDLERS = [
    *(CallbackQueryHandler(tapped(use), rf"^{verb}(:|$)") for verb, use in BUTTONS.items()),
    CallbackQueryHandler(of_several, "^digest_of:"),
    CommandHandler("digest", begin, PRIVATE),
    CommandHandler("digest", in_group, GROUPS),
]
