"""A text with its entities as HTML for a browser or a test, everything escaped."""

from html import escape
from typing import Any

Entity = dict[str, Any]

TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "expandable_blockquote": "blockquote", "spoiler": "tg-spoiler",
}  # fmt: skip


def render(text: str, entities: list[Entity]) -> str:
    raw = text.encode("utf-16-le")
    marks = [(e["offset"], e["offset"] + e["length"], e) for e in entities]
    return _walk(raw, 0, len(raw) // 2, sorted(marks, key=lambda m: (m[0], -m[1])))


def _walk(raw: bytes, at: int, end: int, marks: list[tuple[int, int, Entity]]) -> str:
    parts = []
    while marks:
        start, stop, entity = marks.pop(0)
        start, stop = max(start, at), min(stop, end)
        if start >= stop:
            continue
        inner = [mark for mark in marks if mark[0] < stop]
        # What reaches further than this entity goes on behind it.
        marks = [(stop, mark[1], mark[2]) for mark in inner if mark[1] > stop] + marks[len(inner) :]
        parts += [_plain(raw, at, start), _wrap(entity, _walk(raw, start, stop, inner), raw, start, stop)]
        at = stop
    return "".join([*parts, _plain(raw, at, end)])


def _plain(raw: bytes, start: int, end: int) -> str:
    return escape(raw[start * 2 : end * 2].decode("utf-16-le", "replace"))


def _wrap(entity: Entity, inner: str, raw: bytes, start: int, end: int) -> str:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">{inner}</a>'
    tag = TAGS.get(kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner
