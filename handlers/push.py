"""Pushing a tip to a team, and the groups that get it too."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.pushes import lineup, places, push, push_report, sending
from bot.pushes.pushable import Written
from bot.replies import Call, Reply
from bot.replies.push import PushedTip
from bot.replies.pushing import PushPreview, PushSample
from handlers.check import GROUPS, PRIVATE
from handlers.context import Context
from handlers.teams import Callback, tapped


def tip_at(context: Context, place: int) -> str:
    """A tip as it is kept: a button says the id of a team's own one, and has no room for more."""
    text = context.arg(place)
    return text if "." in text else f"own:{context.number(place)}"


def tapped_message(context: Context) -> int:
    return context.spot.message if context.spot else 0


def written(context: Context) -> Written:
    """The message, with its marks."""
    message = context.incoming.effective_message
    if message is None:
        return Written("other", "", "")
    album = message.media_group_id is not None
    if message.text is not None:
        return Written("text", message.text, message.text_html)
    caption, html = message.caption or "", message.caption_html if message.caption else ""
    if message.photo:
        return Written("photo", caption, html, message.photo[-1].file_id, album)
    if message.document and not message.animation:
        return Written("document", caption, html, message.document.file_id, album)
    return Written("other", caption, html, album=album)


def looked_at(context: Context, reply: Reply) -> list[Call]:
    """First the tip as a receiver sees it, a message of its own; below it what to do with it."""
    tapped = context.incoming.callback_query is not None
    if not isinstance(reply, PushPreview):
        return context.show(reply) if tapped else context.send(reply)
    tip = PushedTip(tip=reply.tip, catalog=reply.catalog, name=reply.team.shown_as, push=1)
    sample = PushSample(tip=tip)
    return [*(context.show(sample, anew=True) if tapped else context.send(sample)), *context.send(reply)]


def below(use: Callable[[Context], Awaitable[Reply]]) -> Callback:
    async def tap(update: Update, context: Context) -> list[Call]:
        return context.show(await use(context), anew=True)

    return tap


async def begin(update: Update, context: Context) -> list[Call]:
    return context.send(await push.begin(context.turn))


async def look(update: Update, context: Context) -> list[Call]:
    return looked_at(context, await push.preview(context.turn, context.number(0), tip_at(context, 1)))


async def go(update: Update, context: Context) -> list[Call]:
    team, tip, when, number = context.number(0), tip_at(context, 1), context.arg(2), context.number(3)
    return context.show(await sending.send(context.turn, team, tip, when, number, tapped_message(context)))


async def in_group(update: Update, context: Context) -> list[Call]:
    return context.send(await places.begin(context.turn, context.chat, context.thread))


async def place(update: Update, context: Context) -> list[Call]:
    title, on = context.spot.title if context.spot else "", context.arg(1) == "on"
    return context.show(await places.switch(context.turn, context.number(0), context.chat, context.thread, title, on))


BUTTONS: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "push_like": lambda c: push.like(),
    "push_teams": lambda c: push.begin(c.turn),
    "push": lambda c: push.home(c.turn, c.number(0)),
    "push_lib": lambda c: push.library(c.turn, c.number(0), c.arg(1)),
    "push_row": lambda c: push.row(c.turn, c.number(0), c.arg(1)),
    "push_own": lambda c: push.own(c.turn, c.number(0), c.figure(1) or 0),
    "push_see": lambda c: push.preview(c.turn, c.number(0), tip_at(c, 1)),
    "push_day": lambda c: sending.ask_day(c.turn, c.number(0), tip_at(c, 1)),
    "push_ask": lambda c: sending.confirm(c.turn, c.number(0), tip_at(c, 1), c.arg(2)),
    "push_words": lambda c: push.ask_words(c.turn, c.number(0), tip_at(c, 1)),
    "push_drop": lambda c: push.drop(c.turn, c.number(0), tip_at(c, 1)),
    "push_line": lambda c: lineup.add(c.turn, c.number(0), tip_at(c, 1)),
    "lineup": lambda c: lineup.show(c.turn, c.number(0), c.figure(1) or 0),
    "line_up": lambda c: lineup.up(c.turn, c.number(0), c.number(1)),
    "line_out": lambda c: lineup.remove(c.turn, c.number(0), c.number(1)),
    "line_go": lambda c: lineup.start(c.turn, c.number(0)),
    "line_stop": lambda c: lineup.stop(c.turn, c.number(0)),
    "pushed": lambda c: push_report.recent(c.turn, c.number(0), c.figure(1) or 0),
    "pushed_one": lambda c: push_report.show(c.turn, c.number(0), c.number(1)),
    "push_stop": lambda c: push_report.cancel(c.turn, c.number(0), c.number(1), tapped_message(c)),
    "push_del": lambda c: push_report.delete(c.turn, c.number(0), c.number(1), tapped_message(c)),
    "places": lambda c: places.listing(c.turn, c.number(0)),
    "place_off": lambda c: places.remove(c.turn, c.number(0), c.arg(1), c.arg(2)),
}
"""In private; beside them `push_tip`, `push_go` and, in groups, `place`."""
BELOW: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "pushed_all": lambda c: push_report.recent(c.turn, c.number(0), 0),
    "push_edit": lambda c: push_report.ask_edit(c.turn, c.number(0), c.number(1)),
    "push_undo": lambda c: push_report.ask_delete(c.turn, c.number(0), c.number(1)),
}
"""From a report: in its place it would be written over while the push goes on."""

HANDLERS = [
    *(CallbackQueryHandler(tapped(use), rf"^{verb}(:|$)") for verb, use in BUTTONS.items()),
    *(CallbackQueryHandler(below(use), rf"^{verb}:") for verb, use in BELOW.items()),
    CallbackQueryHandler(look, "^push_tip:"),
    CallbackQueryHandler(go, "^push_go:"),
    CallbackQueryHandler(place, "^place:"),
    CommandHandler("push", begin, PRIVATE),
    CommandHandler("push", in_group, GROUPS),
]
