"""Tips and the questions that bring them back."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, PollAnswerHandler

from bot import today
from bot.person.habits import day_of
from bot.replies import Call, OnlyInPrivate
from bot.tips import quiz, tips
from handlers.check import GROUPS, PRIVATE
from handlers.context import Context
from handlers.steps import rest


async def tip(update: Update, context: Context) -> list[Call]:
    return context.send(await tips.now(context.turn))


async def tip_in_group(update: Update, context: Context) -> list[Call]:
    return context.send(await tips.in_group(context.turn, context.chat))


async def said(update: Update, context: Context) -> list[Call]:
    return context.show(await today.said(context.turn, day_of(context.arg(0)), context.arg(1), rest(context, 2)))


async def mute(update: Update, context: Context) -> list[Call]:
    return context.show(await today.without_tips(context.turn, rest(context, 0)))


async def switch(update: Update, context: Context) -> list[Call]:
    return context.show(await tips.switch(context.turn, context.arg(0) == "on"))


async def question(update: Update, context: Context) -> list[Call]:
    return context.send(await quiz.ask(context.turn))


async def question_in_group(update: Update, context: Context) -> list[Call]:
    return context.send(OnlyInPrivate())


async def question_button(update: Update, context: Context) -> list[Call]:
    return context.show(await quiz.ask(context.turn), anew=True)


async def recall(update: Update, context: Context) -> list[Call]:
    return context.show(await quiz.answered(context.turn, context.arg(0), context.figure(1) or 0))


async def vote(update: Update, context: Context) -> list[Call]:
    if answer := update.poll_answer:
        await quiz.voted(context.turn, answer.poll_id, tuple(answer.option_ids))
    return []


HANDLERS = [
    CommandHandler("tip", tip, PRIVATE),
    CommandHandler("tip", tip_in_group, GROUPS),
    CommandHandler("quiz", question, PRIVATE),
    CommandHandler("quiz", question_in_group, GROUPS),
    CallbackQueryHandler(said, "^said:"),
    CallbackQueryHandler(mute, "^mute(:|$)"),
    CallbackQueryHandler(switch, "^tips:"),
    CallbackQueryHandler(question_button, "^quiz$"),
    CallbackQueryHandler(recall, "^recall:"),
    PollAnswerHandler(vote),
]
