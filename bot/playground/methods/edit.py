"""Methods that change or take away a message of the bot."""

from typing import Any

from bot.playground import keyboards
from bot.playground.errors import NOT_MODIFIED, bad
from bot.playground.methods import method
from bot.playground.methods.common import caption_body, text_body, writable
from bot.playground.params import Params
from bot.playground.world import Chat, World

Json = dict[str, Any]

WHICH = "chat_id message_id inline_message_id"
DELETE_LIFE = 48 * 3600


@method("editMessageText", f"{WHICH} text parse_mode entities link_preview_options reply_markup")
def edit_message_text(world: World, p: Params) -> Json:
    body = text_body(p, "MESSAGE_TOO_LONG")
    chat, message = _own(world, p)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(world, p, chat, message, {"entities": None, "link_preview_options": None, **body})


@method(
    "editMessageCaption",
    f"{WHICH} caption parse_mode caption_entities show_caption_above_media reply_markup",
)
def edit_message_caption(world: World, p: Params) -> Json:
    body = caption_body(p)
    chat, message = _own(world, p)
    if not message.keys() & {"photo", "document"}:
        raise bad("there is no caption in the message to edit")
    return _change(world, p, chat, message, {"caption": None, "caption_entities": None, **body})


@method("editMessageReplyMarkup", f"{WHICH} reply_markup")
def edit_message_reply_markup(world: World, p: Params) -> Json:
    return _change(world, p, *_own(world, p), {})


@method("deleteMessage", "chat_id message_id")
def delete_message(world: World, p: Params) -> bool:
    if not p.text("chat_id"):
        raise bad("chat identifier is not specified")
    if not p.has("message_id"):
        raise bad("message identifier is not specified")
    chat = writable(world, p)
    message = chat.messages.get(p.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    _check_delete(world, chat, message)
    world.remove(chat, message["message_id"])
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(world: World, p: Params) -> bool:
    chat = writable(world, p)
    numbers = p.data("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad("message identifiers are not specified")
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    for message in found:
        _check_delete(world, chat, message)
    for message in found:
        world.remove(chat, message["message_id"])
    return True


def _check_delete(world: World, chat: Chat, message: Json) -> None:
    foreign = message["from"] is not world.bot and not chat.private
    if foreign or world.clock() - message["date"] > DELETE_LIFE:
        raise bad("message can't be deleted")


def _own(world: World, p: Params) -> tuple[Chat, Json]:
    if p.has("inline_message_id") or not (p.text("chat_id") or p.has("message_id")):
        raise bad("MESSAGE_ID_INVALID" if p.has("inline_message_id") else "message identifier is not specified")
    chat = writable(world, p)
    if not p.has("message_id"):
        raise bad("message identifier is not specified")
    message = chat.messages.get(p.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message["from"] is not world.bot:
        raise bad("message can't be edited")
    return chat, message


def _change(world: World, p: Params, chat: Chat, old: Json, content: Json) -> Json:
    markup = p.record("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    # An edit without a keyboard takes the old one away, as Telegram does.
    new = {**old, **content, "reply_markup": keyboards.checked(markup)}
    new = {key: value for key, value in new.items() if value is not None}
    if {**new, "edit_date": 0} == {**old, "edit_date": 0}:
        raise bad(NOT_MODIFIED)
    new["edit_date"] = int(world.clock())
    world.replace(chat, new)
    return new
