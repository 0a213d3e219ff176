"""A deal's next step: taken, dated, done."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot import today
from bot.deals import steps
from bot.replies import Call, Reply
from bot.replies.today import Today
from bot.today import Rest
from handlers.context import Context


def both(context: Context, left: Today | None, reply: Reply | None) -> list[Call]:
    """What is left of the message in its place, and what was asked for below it; else that in its place."""
    if left and reply:
        return [*context.show(left), *context.send(reply)]
    shown = left or reply
    return context.show(shown) if shown else []


def rest(context: Context, place: int) -> Rest:
    return Rest.read(context.arg(place))


async def take(update: Update, context: Context) -> list[Call]:
    return context.show(await steps.take(context.turn, context.check_id()))


async def take_on(update: Update, context: Context) -> list[Call]:
    return context.show(await steps.take_on(context.turn, context.check_id(), context.arg(1)))


async def take_no(update: Update, context: Context) -> list[Call]:
    return context.show(await steps.leave(context.turn, context.check_id()))


async def show(update: Update, context: Context) -> list[Call]:
    return context.show(await steps.show(context.turn, context.deal_id()))


async def ask_date(update: Update, context: Context) -> list[Call]:
    return context.show(await steps.ask_date(context.turn, context.number(0)))


async def move(update: Update, context: Context) -> list[Call]:
    return context.show(await steps.move(context.turn, context.number(0), context.arg(1)))


async def done(update: Update, context: Context) -> list[Call]:
    return both(context, *await today.done(context.turn, context.number(0), rest(context, 1)))


async def later(update: Update, context: Context) -> list[Call]:
    return both(context, *await today.later(context.turn, context.number(0), context.arg(1), rest(context, 2)))


async def drop(update: Update, context: Context) -> list[Call]:
    return both(context, *await today.drop(context.turn, context.number(0), rest(context, 1)))


BUTTONS = {
    "take": take, "take_on": take_on, "take_no": take_no, "step": show, "step_date": ask_date, "step_on": move,
    "step_done": done, "step_to": later, "step_drop": drop,
}  # fmt: skip

HANDLERS = [CallbackQueryHandler(callback, rf"^{verb}:") for verb, callback in BUTTONS.items()]
