"""Telegram's parser of parse_mode=HTML, its errors included.

Its behaviour is that of td's `parse_html`: a tag's name ends at a space or `>`, only four named entities
exist, a bare `&` is text, and errors count bytes while entities count UTF-16 units.
"""

import re
from typing import Any

from bot.playground.entities import PRIORITY, units
from bot.playground.links import checked_link

Entity = dict[str, Any]

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "tg-emoji": "custom_emoji", "a": "text_link", "pre": "pre", "code": "code",
    "blockquote": "blockquote",
}  # fmt: skip
SPACE = " \t\r\n\0\v"
PLAIN = re.compile(r"[^<&]+")
CHARACTER = re.compile(r"&(?:#x([0-9A-Fa-f]{1,7})|#([0-9]{1,8})|(lt|gt|amp|quot)(?![A-Za-z]));?")
SURROGATE = re.compile("[\ud800-\udfff]")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TAG_NAME = re.compile(r"[^ \t\r\n\0\v>]*")
ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v>=]*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACES = re.compile(r"[ \t\r\n\v]*")


class HtmlError(ValueError):
    """The text is not Telegram's HTML; the message is Telegram's own."""


class Open:
    """A start tag whose end is not seen yet."""

    __slots__ = ("argument", "chunk", "name", "offset")

    def __init__(self, name: str, argument: str, offset: int, chunk: int) -> None:
        self.name, self.argument, self.offset, self.chunk = name, argument, offset, chunk


def parse(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities, neither trimmed nor counted."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).run()


def decode(source: str, at: int) -> tuple[str, int]:
    """The character that an entity at `at` stands for and where it ends; itself if there is none."""
    match = CHARACTER.match(source, at)
    if match is None:
        return source[at], at + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name], match.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF:
        return source[at], at + 1
    return chr(code), match.end()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.chunks: list[str] = []
        self.offset = 0
        self.stack: list[Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        at, end = 0, len(self.source)
        while at < end:
            at = self._step(at)
        if self.stack:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        text = "".join(self.chunks)
        if SURROGATE.search(text):
            raise HtmlError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        self.entities.sort(key=lambda e: (e["offset"], -e["length"], PRIORITY[e["type"]]))
        return text, self.entities

    def _step(self, at: int) -> int:
        character = self.source[at]
        if character == "<":
            return self._end_tag(at) if self.source.startswith("/", at + 1) else self._start_tag(at)
        if character == "&":
            text, at = decode(self.source, at)
        else:
            match = PLAIN.match(self.source, at)
            assert match
            text, at = match[0], match.end()
        self.chunks.append(text)
        self.offset += units(text)
        return at

    def _at(self, at: int) -> str:
        return self.source[at] if at < len(self.source) else "\0"

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.source, at)
        return match.end() if match else at

    def _start_tag(self, begin: int) -> int:
        at = self._skip(TAG_NAME, begin + 1)
        if self._at(at) == "\0":
            raise HtmlError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        name = self.source[begin + 1 : at].lower()
        if name not in TAGS:
            raise HtmlError(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        argument = ""
        while True:
            at = self._skip(SPACES, at)
            if self._at(at) == ">":
                break
            attribute, value, at = self._attribute(name, begin, at)
            argument = _argument(name, attribute, value) or argument
        if name == "span" and argument != "spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self.stack.append(Open(name, argument, self.offset, len(self.chunks)))
        return at + 1

    def _attribute(self, tag: str, begin: int, at: int) -> tuple[str, str, int]:
        end = self._skip(ATTRIBUTE_NAME, at)
        name = self.source[at:end]
        if not name:
            where = self._bytes(begin)
            if self._at(at) == "\0":
                raise HtmlError(f'Unclosed start tag "{tag}" at byte offset {where}')
            raise HtmlError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
        at = self._skip(SPACES, end)
        if self._at(at) != "=":
            if self._at(at) == "\0":
                raise HtmlError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
            return name, "", at
        at = self._skip(SPACES, at + 1)
        if self._at(at) == "\0":
            raise HtmlError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        value, at = self._quoted(at) if self._at(at) in "\"'" else self._token(at)
        if self._at(at) == "\0":
            raise HtmlError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        return name, value, at

    def _token(self, begin: int) -> tuple[str, int]:
        at = self._skip(TOKEN, begin)
        if self._at(at) not in SPACE + ">":
            raise HtmlError(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
        return self.source[begin:at].lower(), at

    def _quoted(self, at: int) -> tuple[str, int]:
        quote, parts, at = self.source[at], [], at + 1
        while at < len(self.source) and self.source[at] != quote:
            part, at = decode(self.source, at)
            parts.append(part)
        return "".join(parts), min(at + 1, len(self.source))

    def _end_tag(self, begin: int) -> int:
        if not self.stack:
            raise HtmlError(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        end = self._skip(TAG_NAME, begin + 2)
        name, at = self.source[begin + 2 : end].lower(), self._skip(SPACES, end)
        if self._at(at) != ">":
            raise HtmlError(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        opened = self.stack.pop()
        if name and name != opened.name:
            raise HtmlError(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{opened.name}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)
        return at + 1

    def _close(self, opened: Open) -> None:
        entity: Entity = {
            "type": TAGS[opened.name], "offset": opened.offset, "length": self.offset - opened.offset
        }  # fmt: skip
        kind = entity["type"]
        if kind == "text_link":
            link = checked_link(opened.argument or "".join(self.chunks[opened.chunk :]))
            if link is None:
                return
            entity["url"] = link
        elif kind == "custom_emoji":
            if not opened.argument.isdecimal() or not 0 < int(opened.argument) < 2**63:
                raise HtmlError("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif kind == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif kind in ("pre", "code") and self._joins(entity, opened.argument):
            return
        self.entities.append(entity)

    def _joins(self, entity: Entity, language: str) -> bool:
        """`<pre><code class="language-x">` is one entity, whichever is inside."""
        last = self.entities[-1] if self.entities else None
        same = last is not None and all(last[key] == entity[key] for key in ("offset", "length"))
        other = "code" if entity["type"] == "pre" else "pre"
        if not last or not same or last["type"] != other:
            if entity["type"] == "code" and language:
                entity["_language"] = language
            return False
        language = last.pop("_language", "") or language
        if not language:
            return False
        last.update(type="pre", language=language)
        return True


def _argument(tag: str, attribute: str, value: str) -> str:
    if (tag, attribute) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, attribute) == ("blockquote", "expandable"):
        return "expandable"
    prefix = {"code": "language-", "span": "tg-"}.get(tag)
    return value[len(prefix) :] if prefix and attribute == "class" and value.startswith(prefix) else ""
