"""Teams, invitations to them, and the deals that are shown in them."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.replies import Call, OnlyInPrivate, Reply
from bot.teams import invites, members, shown_deals, teams
from handlers.check import GROUPS, PRIVATE
from handlers.context import Context

Callback = Callable[[Update, Context], Coroutine[Any, Any, list[Call]]]


def tapped(use: Callable[[Context], Awaitable[Reply]]) -> Callback:
    @wraps(use)
    async def tap(update: Update, context: Context) -> list[Call]:
        return context.show(await use(context))

    return tap


async def begin(update: Update, context: Context) -> list[Call]:
    return context.send(await teams.begin(context.turn))


async def begin_leaving(update: Update, context: Context) -> list[Call]:
    return context.send(await members.begin_leaving(context.turn))


async def in_group(update: Update, context: Context) -> list[Call]:
    return context.send(OnlyInPrivate())


BUTTONS: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "teams": lambda c: teams.listing(c.turn),
    "team": lambda c: teams.show(c.turn, c.number(0)),
    "team_new": lambda c: teams.ask_new(c.turn),
    "team_name": lambda c: teams.ask_name(c.turn, c.number(0)),
    "team_me": lambda c: teams.ask_me(c.turn, c.number(0)),
    "team_drop": lambda c: teams.delete(c.turn, c.number(0), c.arg(1)),
    "team_leave": lambda c: members.leave(c.turn, c.number(0), c.arg(1)),
    "team_people": lambda c: members.listing(c.turn, c.number(0), c.figure(1) or 0),
    "team_one": lambda c: members.show(c.turn, c.number(0), c.number(1)),
    "team_up": lambda c: members.promote(c.turn, c.number(0), c.number(1)),
    "team_down": lambda c: members.demote(c.turn, c.number(0), c.number(1)),
    "team_out": lambda c: members.remove(c.turn, c.number(0), c.number(1), c.arg(2)),
    "team_owner": lambda c: members.hand_over(c.turn, c.number(0), c.number(1), c.arg(2)),
    "invites": lambda c: invites.listing(c.turn, c.number(0)),
    "invite_new": lambda c: invites.make(c.turn, c.number(0), c.arg(1)),
    "invite_qr": lambda c: invites.picture(c.turn, c.number(0), c.arg(1)),
    "invite_off": lambda c: invites.withdraw(c.turn, c.number(0), c.number(1)),
    "join": lambda c: invites.join(c.turn, c.arg(0)),
    "join_no": lambda c: invites.not_now(c.turn),
    "share": lambda c: shown_deals.choose(c.turn, c.number(0)),
    "share_on": lambda c: shown_deals.show(c.turn, c.number(0), c.number(1)),
    "share_off": lambda c: shown_deals.withdraw(c.turn, c.number(0), c.number(1)),
    "shown": lambda c: shown_deals.listing(c.turn, c.number(0), c.figure(1) or 0),
    "shown_one": lambda c: shown_deals.open_shown(c.turn, c.number(0), c.number(1)),
}

HANDLERS = [
    *(CallbackQueryHandler(tapped(use), rf"^{verb}(:|$)") for verb, use in BUTTONS.items()),
    CommandHandler("team", begin, PRIVATE),
    CommandHandler("leave", begin_leaving, PRIVATE),
    CommandHandler(["team", "leave"], in_group, GROUPS),
]
