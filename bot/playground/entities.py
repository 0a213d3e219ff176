"""Entities: their UTF-16 arithmetic, and those that Telegram's server finds by itself."""

import re
from typing import Any

Entity = dict[str, Any]

PRIORITY = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "mention": 50, "hashtag": 50, "cashtag": 50, "bot_command": 50, "url": 50, "email": 50,
    "phone_number": 50, "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94,
    "custom_emoji": 99,
}  # fmt: skip
_HINT = re.compile(r"[/@.#]")
_FOUND = re.compile(
    r"""(?P<url>\bhttps?://[^\s<>"]+[^\s<>".,:;!?)\]»]|\b(?:[a-z0-9-]+\.)+(?:com|org|net|ru|рф|me|io|de|dev)\b(?:/[^\s<>"]*[^\s<>".,:;!?)\]»])?)
      |(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
      |(?P<mention>(?<![\w@])@[A-Za-z]\w{2,31}\b)
      |(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/@]))
      |(?P<hashtag>(?<!\w)\#\w*[^\W\d]\w*)""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSED = ("code", "pre", "text_link", "text_mention")


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, entity: Entity) -> str:
    """The part of the text that an entity covers."""
    raw = text.encode("utf-16-le")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le", "replace")


def find(text: str) -> list[Entity]:
    """Addresses, mentions, commands and hashtags."""
    if not _HINT.search(text):
        return []
    found = []
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])})
    return found


def with_found(text: str, given: list[Entity]) -> list[Entity]:
    """The given entities and the found ones that do not collide with code or a link."""
    found = find(text)
    if not found or not given:
        return found or given
    closed = [entity for entity in given if entity["type"] in _CLOSED]
    free = [entity for entity in found if not any(_overlap(entity, other) for other in closed)]
    return sorted(given + free, key=lambda e: (e["offset"], -e["length"], PRIORITY[e["type"]]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without the white space around it; entities follow, empty ones go."""
    text = text.replace("\r", "") if not entities else text
    shorter = text.strip()
    if len(shorter) == len(text):
        return text, [_clean(entity) for entity in entities]
    head = units(text[: len(text) - len(text.lstrip())])
    total = units(shorter)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - head)
        end = min(total, entity["offset"] + entity["length"] - head)
        if end > start:
            kept.append({**_clean(entity), "offset": start, "length": end - start})
    return shorter, kept


def _clean(entity: Entity) -> Entity:
    return {key: value for key, value in entity.items() if key != "_language"}
