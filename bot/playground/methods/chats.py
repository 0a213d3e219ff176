"""Methods about the bot itself and about chats."""

from typing import Any

from bot.playground.errors import NOT_A_MEMBER, Refusal, bad
from bot.playground.methods import method
from bot.playground.methods.common import chat_of
from bot.playground.params import Params
from bot.playground.world import World

Json = dict[str, Any]

ABILITIES = {
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True,
    "can_connect_to_business": False, "has_main_web_app": False,
}  # fmt: skip
NO_GIFTS = {
    "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
    "gifts_from_channels": False,
}  # fmt: skip


@method("getMe")
def get_me(world: World, p: Params) -> Json:
    return {**ABILITIES, **world.bot}


@method("getChat", "chat_id")
def get_chat(world: World, p: Params) -> Json:
    chat = chat_of(world, p)
    return {
        **chat.public, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS
    }  # fmt: skip


@method("getChatMember", "chat_id user_id")
def get_chat_member(world: World, p: Params) -> Json:
    chat = chat_of(world, p)
    if not p.integer("user_id"):
        raise bad("invalid user_id specified")
    user_id = p.integer("user_id")
    if user_id == world.bot["id"]:
        return {"status": "member" if chat.bot_inside else "left", "user": world.bot}
    person = world.people.get(user_id)
    if person is None:
        raise bad("PARTICIPANT_ID_INVALID")
    if user_id not in chat.members:
        return {"status": "left", "user": person.user}
    if user_id in chat.admins:
        return {"status": "creator", "user": person.user, "is_anonymous": False}
    return {"status": "member", "user": person.user}


@method("leaveChat", "chat_id")
def leave_chat(world: World, p: Params) -> bool:
    chat = chat_of(world, p)
    if chat.private:
        raise bad("method is available only for groups and channels")
    if not chat.bot_inside:
        raise Refusal(403, NOT_A_MEMBER)
    chat.bot_inside = False
    world.events.emit("menu", chat.id)
    return True
