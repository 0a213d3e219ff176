"""What sending and editing share: the chat, the text, the markup."""

from typing import Any

from bot.playground import entities, keyboards
from bot.playground.errors import BLOCKED, NEVER_STARTED, NOT_A_MEMBER, Refusal, bad
from bot.playground.html import HtmlError, parse
from bot.playground.links import checked_link
from bot.playground.params import Params, boolean, known
from bot.playground.world import Chat, World

Json = dict[str, Any]

MAX_TEXT, MAX_CAPTION = 4096, 1024
REPLY = frozenset(
    {
        "message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode",
        "quote_entities", "quote_position",
    }
)  # fmt: skip
PREVIEW = frozenset({"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"})


def chat_of(world: World, p: Params) -> Chat:
    """The chat that `chat_id` names; whether the bot may write there is another question."""
    given = p.text("chat_id")
    if not given:
        raise bad("chat_id is empty")
    try:
        chat = world.chats.get(int(given))
    except ValueError:
        chat = None
    if chat is None or not _met(world, chat):
        raise bad("chat not found")
    return chat


def _met(world: World, chat: Chat) -> bool:
    if not chat.private or world.people[chat.id].started:
        return True
    return any(not other.private and chat.id in other.members for other in world.chats.values())


def writable(world: World, p: Params) -> Chat:
    chat = chat_of(world, p)
    if not chat.private:
        if not chat.bot_inside:
            raise Refusal(403, NOT_A_MEMBER)
        return chat
    person = world.people[chat.id]
    if not person.started:
        raise Refusal(403, NEVER_STARTED)
    if person.blocked:
        raise Refusal(403, BLOCKED)
    return chat


def formatted(p: Params, name: str, prefix: str = "") -> tuple[str, list[Json]]:
    """A text parameter, parsed and trimmed, with its entities."""
    text = p.text(name)
    mode = p.text(f"{prefix}parse_mode").lower()
    if mode == "html":
        try:
            return entities.trim(*parse(text))
        except HtmlError as error:
            raise bad(f"can't parse entities: {error}") from None
    if mode in ("markdown", "markdownv2"):
        raise bad("the playground speaks HTML only")
    if mode not in ("", "none"):
        raise bad("unsupported parse_mode")
    return entities.trim(text, given_entities(p, text, f"{prefix}entities"))


def given_entities(p: Params, text: str, name: str) -> list[Json]:
    given = p.data(name) or []
    if not isinstance(given, list):
        raise bad("can't parse entities JSON object")
    end = entities.units(text) if given else 0
    for entity in given:
        if not isinstance(entity, dict) or entity.get("type") not in entities.PRIORITY:
            raise bad("can't parse MessageEntity: Unsupported type specified")
        start, length = int(entity.get("offset", 0)), int(entity.get("length", 0))
        if start < 0:
            raise bad(f"receive an entity with incorrect offset {start}")
        if start >= end:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {start}")
        if start + length > end:
            raise bad(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text "
                f"at UTF-16 offset {start + length}"
            )
        if entity["type"] == "text_link":
            if "url" not in entity:
                raise bad("can't parse MessageEntity: Can't find field \"url\"")
            if checked_link(str(entity["url"])) is None:
                raise bad(f"entity URL '{entity['url']}' is invalid: Wrong HTTP URL")
    return given


def text_body(p: Params, too_long: str) -> Json:
    if not p.text("text"):
        raise bad("message text is empty")
    text, marks = formatted(p, "text")
    if not text:
        raise bad("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad(too_long)
    body: Json = {"text": text}
    if marks := entities.with_found(text, marks):
        body["entities"] = marks
    if preview := p.record("link_preview_options"):
        known(preview, PREVIEW, "LinkPreviewOptions")
        boolean(preview, *(PREVIEW - {"url"}))
        body["link_preview_options"] = preview
    return body


def caption_body(p: Params) -> Json:
    text, marks = formatted(p, "caption", "caption_" if p.has("caption_entities") else "")
    if len(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    body: Json = {"caption": text} if text else {}
    if text and (marks := entities.with_found(text, marks)):
        body["caption_entities"] = marks
    return body


def envelope(p: Params, chat: Chat) -> Json:
    """What a sent message carries beside its content."""
    body: Json = {}
    if p.has("message_thread_id"):
        raise bad("message thread not found")
    reply = p.record("reply_parameters")
    if reply:
        body.update(_reply(reply, chat))
    markup = p.record("reply_markup")
    if keyboard := keyboards.checked(markup):
        body["reply_markup"] = keyboard
    chat.wants_reply = None
    if p.flag("protect_content"):
        body["has_protected_content"] = True
    return body


def _reply(reply: Json, chat: Chat) -> Json:
    known(reply, REPLY, "ReplyParameters")
    if "message_id" not in reply:
        raise bad('can\'t find field "message_id"')
    message = chat.messages.get(int(reply["message_id"]))
    if message is not None:
        return {"reply_to_message": without_reply(message)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def without_reply(message: Json) -> Json:
    """A message as it appears inside a reply: one level deep."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def post(world: World, p: Params, chat: Chat, body: Json) -> Json:
    message = world.post(chat, world.bot, body)
    if p.record("reply_markup").get("force_reply"):
        chat.wants_reply = message["message_id"]
    return message
