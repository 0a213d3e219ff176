"""The world as one person sees it, for the page."""

from typing import Any

from bot.playground.errors import Impossible
from bot.playground.render import render
from bot.playground.world import Chat, Person, World

Json = dict[str, Any]

SHOWN = 200


def state(world: World, person_id: int, chat_id: int | None = None) -> Json:
    person = world.people.get(person_id) or next(iter(world.people.values()), None)
    if person is None or (person_id and person_id not in world.people):
        raise Impossible(f"no person {person_id}")
    mine = [chat for chat in world.chats.values() if person.id in chat.members]
    shown = [chat for chat in mine if chat_id in (None, chat.id)]
    return {
        "seq": world.events.seq,
        "epoch": world.events.epoch,
        "now": world.clock(),
        "bot": {**world.bot, **_about(world, person)},
        "person": {**person.user, "blocked": person.blocked, "started": person.started, "role": person.role},
        "people": [_one(world, other) for other in list(world.people.values())[:SHOWN]],
        "chats": [_chat(world, chat, person) for chat in mine],
        "messages": {chat.id: [message(world, one) for one in _last(chat)] for chat in shown},
    }


def event(world: World, given: Json, person_id: int) -> Json | None:
    """An event as it concerns this person; of other chats only that something is new there."""
    chat = world.chats.get(given["chat"])
    if chat is None or not person_id or person_id in chat.members:
        return {**given, "message": message(world, given["message"])} if "message" in given else given
    return {"seq": given["seq"], "kind": "elsewhere", "chat": chat.id} if given["kind"] == "message" else None


def message(world: World, given: Json) -> Json:
    text = str(given.get("text") or given.get("caption") or "")
    marks = given.get("entities") or given.get("caption_entities") or []
    shown = {**given, "html": render(text, marks)}
    return {**shown, "votes": _votes(world, given["message_id"])} if "poll" in given else shown


def _votes(world: World, message_id: int) -> Json:
    return {str(person): chosen for (number, person), chosen in world.votes.items() if number == message_id}


def _about(world: World, person: Person) -> Json:
    kinds = ("description", "short_description")
    return {kind: world.menus.text(kind, person.language[:2]) for kind in kinds}


def _one(world: World, person: Person) -> Json:
    mine = (chat for chat in world.chats.values() if person.id in chat.members)
    unread = sum(_unread(world, chat, person) for chat in mine)
    return {**person.user, "role": person.role, "blocked": person.blocked, "unread": unread}


def _chat(world: World, chat: Chat, person: Person) -> Json:
    language, admin = person.language, person.id in chat.admins
    return {
        **chat.public,
        "bot_inside": chat.bot_inside,
        "unread": _unread(world, chat, person),
        "wants_reply": chat.wants_reply,
        "members": [world.people[one].user for one in chat.members],
        "commands": world.menus.shown(person.id, chat.id, language, admin),
        "last": message(world, _last(chat)[-1]) if chat.messages else None,
    }


def _unread(world: World, chat: Chat, person: Person) -> int:
    read = chat.read.get(person.id, 0)
    if not chat.messages or next(reversed(chat.messages)) <= read:
        return 0
    return sum(number > read and one["from"] is not person.user for number, one in chat.messages.items())


def _last(chat: Chat) -> list[Json]:
    return list(chat.messages.values())[-SHOWN:]
