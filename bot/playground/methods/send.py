"""Methods that make a new message."""

from typing import Any

from bot.playground import entities
from bot.playground.errors import bad
from bot.playground.files import File, picture_size
from bot.playground.methods import method
from bot.playground.methods.common import (
    caption_body,
    chat_of,
    envelope,
    formatted,
    post,
    text_body,
    writable,
)
from bot.playground.params import Params, Upload, known
from bot.playground.world import World

Json = dict[str, Any]

COMMON = (
    "chat_id message_thread_id reply_markup reply_parameters disable_notification protect_content allow_paid_broadcast"
)
MAX_PHOTO, MAX_SIDES = 10 * 2**20, 10_000
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


@method("sendMessage", f"{COMMON} text parse_mode entities link_preview_options")
def send_message(world: World, p: Params) -> Json:
    body = text_body(p, "message is too long")
    chat = writable(world, p)
    return post(world, p, chat, {**envelope(p, chat), **body})


@method(
    "sendPhoto",
    f"{COMMON} photo caption parse_mode caption_entities show_caption_above_media has_spoiler",
)
def send_photo(world: World, p: Params) -> Json:
    caption = caption_body(p)
    chat = writable(world, p)
    body = envelope(p, chat)
    file = _file(world, p, "photo")
    size = picture_size(file.body)
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = size
    if len(file.body) > MAX_PHOTO:
        raise bad("file is too big for a photo; the maximum size is 10 MB")
    if width + height > MAX_SIDES or max(size) > 20 * min(size):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    if p.flag("has_spoiler"):
        body["has_media_spoiler"] = True
    photo = {**_public(file), "width": width, "height": height}
    return post(world, p, chat, {**body, "photo": [photo], **caption})


@method(
    "sendDocument",
    f"{COMMON} document thumbnail caption parse_mode caption_entities disable_content_type_detection",
)
def send_document(world: World, p: Params) -> Json:
    caption = caption_body(p)
    chat = writable(world, p)
    body = envelope(p, chat)
    file = _file(world, p, "document")
    document = {**_public(file), "file_name": file.name, "mime_type": file.mime}
    return post(world, p, chat, {**body, "document": document, **caption})


@method("sendChatAction", "chat_id message_thread_id action")
def send_chat_action(world: World, p: Params) -> bool:
    chat = writable(world, p)
    if p.text("action").lower() not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.events.emit("action", chat.id, action=p.text("action").lower())
    return True


@method("getFile", "file_id")
def get_file(world: World, p: Params) -> Json:
    if not p.text("file_id"):
        raise bad("file_id not specified")
    file = world.files.get(p.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    return {**_public(file), "file_path": file.path}


def _file(world: World, p: Params, kind: str) -> File:
    given = p.upload(kind)
    if isinstance(given, Upload):
        if not given.body:
            raise bad("file must be non-empty")
        return world.files.add(f"{kind}s", given.name, given.body, given.mime)
    if not given:
        raise bad(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    file = world.files.get(given)
    if file is None:
        raise bad("wrong remote file identifier specified: Wrong string length")
    return file


def _public(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.body)}


@method(
    "sendPoll",
    f"{COMMON} question question_parse_mode question_entities options is_anonymous type "
    "allows_multiple_answers allows_revoting correct_option_id correct_option_ids explanation "
    "explanation_parse_mode explanation_entities open_period close_date is_closed",
)
def send_poll(world: World, p: Params) -> Json:
    poll = _poll(p)
    chat = writable(world, p)
    body = envelope(p, chat)
    poll["id"] = str(world.queries.number())
    return post(world, p, chat, {**body, "poll": poll})


def _poll(p: Params) -> Json:
    question, marks = formatted(p, "question", "question_")
    if not question:
        raise bad("text must be non-empty")
    if len(question) > 300:
        raise bad("poll question length must not exceed 300")
    quiz = p.text("type") == "quiz"
    poll: Json = {
        "question": question,
        "options": _options(p.data("options")),
        "total_voter_count": 0,
        "is_closed": p.flag("is_closed"),
        "is_anonymous": not p.has("is_anonymous") or p.flag("is_anonymous"),
        "type": "quiz" if quiz else "regular",
        "allows_multiple_answers": p.flag("allows_multiple_answers"),
        "allows_revoting": p.flag("allows_revoting") if p.has("allows_revoting") else not quiz,
        "members_only": False,
    }
    if marks:
        poll["question_entities"] = marks
    return {**poll, **(_quiz(p, len(poll["options"])) if quiz else {})}


def _options(given: Any) -> list[Json]:
    if not isinstance(given, list):
        raise bad("can't parse options JSON object")
    if len(given) < 2:
        raise bad("poll must have at least 2 option")
    if len(given) > 12:
        raise bad("poll can't have more than 12 options")
    options = []
    for number, one in enumerate(given):
        if isinstance(one, dict):
            known(one, frozenset({"text", "text_parse_mode", "text_entities"}), "InputPollOption")
        text = (one.get("text", "") if isinstance(one, dict) else str(one)).strip()
        if not text:
            raise bad("text must be non-empty")
        if len(text) > 100:
            raise bad("poll options length must not exceed 100")
        options.append({"persistent_id": str(number), "text": text, "voter_count": 0})
    return options


def _quiz(p: Params, count: int) -> Json:
    right = p.data("correct_option_ids") if p.has("correct_option_ids") else [p.integer("correct_option_id", -1)]
    if not right or not all(isinstance(one, int) and 0 <= one < count for one in right):
        raise bad("wrong correct option ID specified")
    quiz: Json = {"correct_option_ids": right, "correct_option_id": right[0]}
    text, marks = formatted(p, "explanation", "explanation_")
    if len(text) > 200 or text.count("\n") > 2:
        raise bad("MESSAGE_TOO_LONG")
    if text:
        quiz.update(explanation=text, explanation_entities=entities.with_found(text, marks))
    return quiz


@method("stopPoll", "chat_id message_id reply_markup")
def stop_poll(world: World, p: Params) -> Json:
    chat = chat_of(world, p)
    message = chat.messages.get(p.integer("message_id"))
    if message is None:
        raise bad("message with poll to stop not found")
    if "poll" not in message or message["from"] is not world.bot:
        raise bad("message is not a poll")
    if message["poll"]["is_closed"]:
        raise bad("poll has already been closed")
    poll = {**message["poll"], "is_closed": True}
    world.replace(chat, {**message, "poll": poll})
    return poll
