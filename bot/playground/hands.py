"""What a person does: writes, taps, edits, blocks. Each act is an update for the bot."""

from typing import Any

from bot.playground import content, entities
from bot.playground.errors import Impossible
from bot.playground.queries import CALLBACK_LIFE, INLINE_LIFE
from bot.playground.world import Chat, Person, World

Json = dict[str, Any]


def who(world: World, person_id: int, chat_id: int | None = None) -> tuple[Person, Chat]:
    person = world.people.get(person_id)
    chat = world.chats.get(person_id if chat_id is None else chat_id)
    if person is None:
        raise Impossible(f"no person {person_id}")
    if chat is None or person_id not in chat.members:
        raise Impossible(f"person {person_id} is in no chat {chat_id}")
    return person, chat


def say(world: World, person_id: int, text: str, chat_id: int | None = None, **more: Any) -> Json:
    """Write a text, to the bot in private unless a chat is named."""
    return send(world, person_id, chat_id, {"text": text, **more})[0]


def send(world: World, person_id: int, chat_id: int | None, given: Json) -> list[Json]:
    """Send anything; an album is several messages, everything else is one."""
    person, chat = who(world, person_id, chat_id)
    if chat.private and person.blocked:
        raise Impossible("the bot is blocked")
    frame = content.frame(chat, given)
    bodies = [{**frame, **body} for body in content.bodies(world.files, given)]
    if chat.private:
        person.started = True
    chat.wants_reply = None
    return _posted(world, person, chat, bodies)


def _posted(world: World, person: Person, chat: Chat, bodies: list[Json]) -> list[Json]:
    messages = [world.post(chat, person.user, body) for body in bodies]
    chat.read[int(person.user["id"])] = messages[-1]["message_id"]
    for message in messages:
        if reaches_bot(world, chat, message):
            world.updates.push("message", message)
    return messages


def reaches_bot(world: World, chat: Chat, message: Json) -> bool:
    """Privacy mode: in a group the bot gets commands, replies to it, mentions of it and what was sent through it."""
    if chat.private:
        return True
    if not chat.bot_inside:
        return False
    if world.bot in (message.get("reply_to_message", {}).get("from"), message.get("via_bot")):
        return True
    name = "@" + world.bot["username"].lower()
    text = str(message.get("text") or message.get("caption") or "")
    marks = message.get("entities") or message.get("caption_entities") or ()
    for mark in marks:
        part = entities.cut(text, mark).lower()
        if mark["type"] == "mention" and part == name:
            return True
        if mark["type"] == "bot_command" and mark["offset"] == 0:
            return "@" not in part or part.endswith(name)
    return False


def edit(world: World, person_id: int, chat_id: int | None, message_id: int, text: str) -> Json:
    person, chat = who(world, person_id, chat_id)
    old = chat.messages.get(message_id)
    if old is None or old["from"] is not person.user or "text" not in old:
        raise Impossible("that is no text message of this person")
    kept = {key: value for key, value in old.items() if key not in ("text", "entities")}
    new = {**kept, **content.text(text, "text"), "edit_date": int(world.clock())}
    if "text" not in new:
        raise Impossible("nothing to send")
    world.replace(chat, new)
    if reaches_bot(world, chat, new):
        world.updates.push("edited_message", new)
    return new


async def tap(
    world: World,
    person_id: int,
    message_id: int,
    *,
    chat_id: int | None = None,
    button: str | None = None,
    data: str | None = None,
    stale: bool = False,
    within: float = 10.0,
) -> Json:
    """Tap a button by its label or data; `stale` taps one that is no longer shown."""
    person, chat = who(world, person_id, chat_id)
    if chat.private and person.blocked:
        raise Impossible("the bot is blocked")
    message = chat.messages.get(message_id)
    if message is None:
        raise Impossible(f"no message {message_id}")
    data = data if stale else _data(message, button, data)
    query = world.queries.ask(person_id, chat.id, message_id, CALLBACK_LIFE)
    update = {
        "id": query.id,
        "from": person.user,
        "message": message,
        "chat_instance": str(chat.id),
        "data": data,
    }
    world.updates.push("callback_query", update)
    answer = await world.queries.result(query, within)
    return {"id": query.id, "answered": answer is not None, **(answer or {})}


def buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _data(message: Json, label: str | None, data: str | None) -> str:
    shown = buttons(message)
    for one in shown:
        if "callback_data" in one and (one["callback_data"] == data or one["text"] == label):
            return str(one["callback_data"])
    labels = ", ".join(str(one["text"]) for one in shown) or "none"
    raise Impossible(f"no button {label or data!r} on message {message['message_id']}; there are: {labels}")


def block(world: World, person_id: int, blocked: bool = True) -> None:
    person, chat = who(world, person_id)
    if person.blocked == blocked:
        return
    person.blocked = blocked
    states = [
        {"status": "member", "user": world.bot},
        {"status": "kicked", "user": world.bot, "until_date": 0},
    ]
    old, new = states if blocked else reversed(states)
    if person.started:
        change = {"chat": chat.public, "from": person.user, "date": int(world.clock())}
        world.updates.push("my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new})
    world.events.emit("menu", chat.id)


async def inline(
    world: World, person_id: int, chat_id: int | None, query: str, offset: str = "", within: float = 10.0
) -> Json:
    person, chat = who(world, person_id, chat_id)
    asked = world.queries.ask(person_id, chat.id, None, INLINE_LIFE)
    kind = "sender" if chat.private else str(chat.public["type"])
    update = {"id": asked.id, "from": person.user, "query": query, "offset": offset, "chat_type": kind}
    world.updates.push("inline_query", update)
    answer = await world.queries.result(asked, within)
    return {"id": asked.id, "answered": answer is not None, **(answer or {"results": []})}


def choose(world: World, person_id: int, chat_id: int | None, query: str, result: Json) -> Json:
    """Send one of the inline results that `inline` gave; the bot hears of it as of any message."""
    person, chat = who(world, person_id, chat_id)
    if chat.private and person.blocked:
        raise Impossible("the bot is blocked")
    body = {**result["text"], "via_bot": world.bot}
    if result.get("markup"):
        body["reply_markup"] = result["markup"]
    (message,) = _posted(world, person, chat, [body])
    chosen = {"result_id": result["id"], "from": person.user, "query": query}
    world.updates.push("chosen_inline_result", chosen)
    return message


def vote(world: World, person_id: int, chat_id: int | None, message_id: int, options: list[int]) -> Json:
    person, chat = who(world, person_id, chat_id)
    message = chat.messages.get(message_id, {})
    poll = message.get("poll")
    if poll is None or poll["is_closed"]:
        raise Impossible("no open poll")
    if (message_id, person_id) in world.votes or not options:
        raise Impossible("this person has voted")
    world.votes[message_id, person_id] = options
    counted = [
        {**one, "voter_count": one["voter_count"] + (number in options)} for number, one in enumerate(poll["options"])
    ]
    poll = {**poll, "options": counted, "total_voter_count": poll["total_voter_count"] + 1}
    world.replace(chat, {**message, "poll": poll})
    if not poll["is_anonymous"]:
        names = [poll["options"][number]["persistent_id"] for number in options]
        answer = {
            "poll_id": poll["id"],
            "user": person.user,
            "option_ids": options,
            "option_persistent_ids": names,
        }
        world.updates.push("poll_answer", answer)
    world.updates.push("poll", poll)
    return poll
