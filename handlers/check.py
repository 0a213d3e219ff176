"""The check of a deal."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import compare
from bot.check import cards, checks, rechecks
from bot.replies import Call, OnlyInPrivate
from handlers.context import Context

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
GROUPS = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE


async def deal(update: Update, context: Context) -> list[Call]:
    return context.send(await checks.begin(context.turn))


async def deal_in_group(update: Update, context: Context) -> list[Call]:
    return context.send(OnlyInPrivate())


async def deal_button(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.begin(context.turn), anew=True)


async def single(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.begin(context.turn, single=True))


async def cancel(update: Update, context: Context) -> list[Call]:
    return context.send(await checks.leave(context.turn))


async def leave(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.leave(context.turn))


async def answer(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.answer(context.turn, context.check_id(), context.arg(1), context.arg(2)))


async def change(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.change(context.turn, context.check_id(), context.arg(1), context.arg(2)))


async def flag(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.flag(context.turn, context.check_id(), context.arg(1)))


async def usual(update: Update, context: Context) -> list[Call]:
    return context.show(await rechecks.usual(context.turn, context.check_id(), context.arg(1)))


async def guess(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.guess(context.turn, context.check_id(), context.arg(1)))


async def show(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.show(context.turn, context.check_id(), context.arg(1)))


async def because(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.because(context.turn, context.check_id(), context.arg(1)))


async def resume(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.resume(context.turn, context.check_id()))


async def restart(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.restart(context.turn, context.check_id()))


async def aside(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.put_aside(context.turn, context.check_id()))


async def early(update: Update, context: Context) -> list[Call]:
    return context.show(await checks.early_card(context.turn, context.check_id()))


async def card(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.card(context.turn, context.check_id()))


async def more(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.more(context.turn, context.check_id()))


async def typical(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.make_typical(context.turn, context.check_id(), context.arg(1)))


async def about(update: Update, context: Context) -> list[Call]:
    return context.show(await compare.topic(context.turn, context.arg(0)), anew=True)


async def again(update: Update, context: Context) -> list[Call]:
    return context.show(await rechecks.again(context.turn, context.deal_id()))


async def changed(update: Update, context: Context) -> list[Call]:
    return context.show(await rechecks.changed(context.turn, context.deal_id(), context.arg(1)))


async def why(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.reasons(context.turn, context.check_id(), context.figure(1) or 0))


async def answers(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.answers(context.turn, context.check_id()))


async def edit(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.ask_again(context.turn, context.check_id(), context.arg(1)))


async def picture(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.picture(context.turn, context.check_id()))


async def strategy(update: Update, context: Context) -> list[Call]:
    return context.show(await cards.strategy(context.turn, context.check_id(), context.arg(1)))


BUTTONS = {
    "answer": answer, "change": change, "flag": flag, "guess": guess, "show": show, "because": because,
    "resume": resume, "restart": restart, "aside": aside, "early": early, "card": card, "why": why,
    "answers": answers, "edit": edit, "picture": picture, "strategy": strategy, "usual": usual, "more": more,
    "typical": typical, "about": about, "again": again, "changed": changed,
}  # fmt: skip

HANDLERS = [
    *(CallbackQueryHandler(callback, rf"^{verb}:") for verb, callback in BUTTONS.items()),
    CallbackQueryHandler(deal_button, "^deal$"),
    CallbackQueryHandler(single, "^single$"),
    CallbackQueryHandler(leave, "^leave$"),
    CommandHandler("deal", deal, PRIVATE),
    CommandHandler("deal", deal_in_group, GROUPS),
    CommandHandler("cancel", cancel, PRIVATE),
]
