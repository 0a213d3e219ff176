"""The bot is shut out of a chat, or let in again."""

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler

from bot.person import membership
from bot.replies import Call
from handlers.context import Context

OUT = (ChatMember.BANNED, ChatMember.LEFT)


async def changed(update: Update, context: Context) -> list[Call]:
    member = update.my_chat_member
    if member is not None and member.new_chat_member.status in OUT:
        await membership.shut_out(context.turn, context.chat)
    return []


HANDLERS = [ChatMemberHandler(changed, ChatMemberHandler.MY_CHAT_MEMBER)]
