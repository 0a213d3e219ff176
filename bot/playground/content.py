"""What a person's message is made of: text, media, a reply, a forward."""

import base64
import secrets
from collections.abc import Callable
from typing import Any

from bot.playground import entities
from bot.playground.errors import Impossible
from bot.playground.files import Files, picture_size
from bot.playground.world import Chat

Json = dict[str, Any]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MAX_TEXT = 4096


def frame(chat: Chat, given: Json) -> Json:
    kept: Json = {}
    target = chat.messages.get(int(given.get("reply_to") or 0))
    if target:
        kept["reply_to_message"] = {k: v for k, v in target.items() if k != "reply_to_message"}
    if forward := given.get("forward"):
        name = forward if isinstance(forward, str) else "Телеграм"
        kept["forward_origin"] = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": name}
    return kept


def bodies(files: Files, given: Json) -> list[Json]:
    if album := given.get("album"):
        group = str(secrets.randbits(60))
        parts = album if isinstance(album, list) else [True] * int(album)
        return [{**_photo(files, part), "media_group_id": group} for part in parts]
    for kind, make in MEDIA.items():
        if one := given.get(kind):
            return [{**make(files, one), **text(given.get("caption"), "caption")}]
    plain = text(given.get("text"), "text")
    if not plain:
        raise Impossible("nothing to send")
    return [plain]


def text(given: Any, key: str) -> Json:
    shown = given.strip() if isinstance(given, str) else ""
    if not shown:
        return {}
    if len(shown) > MAX_TEXT:
        raise Impossible(f"a message has at most {MAX_TEXT} characters")
    body: Json = {key: shown}
    if found := entities.find(shown):
        body["entities" if key == "text" else "caption_entities"] = found
    return body


def _bytes(given: Any, name: str) -> tuple[str, bytes]:
    if isinstance(given, dict) and given.get("data"):
        return str(given.get("name") or name), base64.b64decode(str(given["data"]).rpartition(",")[2])
    return name, PIXEL


def _photo(files: Files, given: Any) -> Json:
    name, body = _bytes(given, "photo.png")
    width, height = picture_size(body) or (1, 1)
    return {"photo": [{**_file(files, "photos", name, body), "width": width, "height": height}]}


def _document(files: Files, given: Any) -> Json:
    name, body = _bytes(given, "document.pdf")
    file = _file(files, "documents", name, body)
    stored = files.get(file["file_id"])
    assert stored
    return {"document": {**file, "file_name": stored.name, "mime_type": stored.mime}}


def _file(files: Files, folder: str, name: str, body: bytes) -> Json:
    file = files.add(folder, name, body)
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(body)}


def _voice(files: Files, given: Any) -> Json:
    return {"voice": {**_file(files, "voice", "voice.ogg", b"OggS"), "duration": 3, "mime_type": "audio/ogg"}}


def _sticker(files: Files, given: Any) -> Json:
    emoji = given if isinstance(given, str) else "👍"
    kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**_file(files, "stickers", "sticker.webp", b"RIFF"), **kind, "emoji": emoji}}


def _location(files: Files, given: Any) -> Json:
    place = given if isinstance(given, dict) else {}
    return {"location": {"latitude": place.get("latitude", 55.75), "longitude": place.get("longitude", 37.62)}}


def _contact(files: Files, given: Any) -> Json:
    return {"contact": {"phone_number": "+70000000000", "first_name": "Пётр"}}


MEDIA: dict[str, Callable[[Files, Any], Json]] = {
    "photo": _photo, "document": _document, "voice": _voice, "sticker": _sticker, "location": _location,
    "contact": _contact,
}  # fmt: skip
