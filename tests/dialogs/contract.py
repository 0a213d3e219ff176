"""What holds for every call the bot makes, whatever a test is about."""

import json
import re
from functools import cache
from typing import Any

from aiogram import methods
from pydantic import TypeAdapter
from teremok.validation import validate_html

from bot.playground.world import Call

Json = dict[str, Any]

METHODS = {name.lower(): getattr(methods, name) for name in methods.__all__}
SHOWS = ("sendMessage", "editMessageText", "sendPhoto")
NESTED = ("reply_markup", "reply_parameters", "link_preview_options")
TEXT, CAPTION, CARD, LABEL, DATA, IN_ROW = 4096, 1024, 1200, 40, 64, 3
WORDS = frozenset(
    {"text", "caption", "data", "callback_data", "callback_query_id", "id", "chat_instance", "query", "description",
     "short_description", "command", "first_name", "last_name", "username", "title", "file_id", "file_unique_id"}
)  # fmt: skip
"""Where one string is as good as another for the model; elsewhere it may be one of a few, or a date."""
CHOICES = (str, bool)
UNFILLED = re.compile(r"\{\{|\{%|\}\}|\bNone\b(?! of)|\bundefined\b|\*\*|</?[bi]>|&(?:amp|lt|gt|quot|#\d+);")


def check_call(call: Call, *, hostile: bool = False) -> None:
    """`hostile`: what people typed looks like our own marks, so these are not looked for."""
    params = unpacked(call.params)
    check_types(call, params)
    if call.method in SHOWS:
        check_markup(params)
        if call.ok and isinstance(call.result, dict):
            check_screen(call.result, hostile=hostile)


_seen: set[object] = set()


def check_types(call: Call, params: Json) -> None:
    """Against the model, once for all calls of one shape: that costs as much as a call."""
    method = METHODS[call.method.lower()]
    shape = (method, shape_of(params), call.ok, shape_of(call.result))
    if shape not in _seen:
        method.model_validate(params)
        if call.ok:
            TypeAdapter(method.__returning__).validate_python(call.result)
        _seen.add(shape)


def shape_of(value: object, name: str = "") -> object:
    """All that the model looks at."""
    if isinstance(value, dict):
        return tuple((key, shape_of(one, key)) for key, one in value.items())
    if isinstance(value, list):
        return (list, *dict.fromkeys(shape_of(one, name) for one in value))
    if isinstance(value, str) and name in WORDS:
        return str, value.isdecimal()
    return value if value is None or isinstance(value, CHOICES) else type(value)


def unpacked(params: Json) -> Json:
    """Beside a file, what is no text comes as JSON."""
    return {name: json.loads(value) if name in NESTED and isinstance(value, str) else value
            for name, value in params.items()}  # fmt: skip


def has_file(of: Json) -> bool:
    return "photo" in of or "document" in of


def check_markup(params: Json) -> None:
    assert params["parse_mode"] == "HTML", params
    _check_html(params.get("caption", "") if has_file(params) else params["text"])


@cache
def _check_html(text: str) -> None:
    validate_html(text)


def check_screen(message: Json, *, hostile: bool = False) -> None:
    """A message as people see it."""
    file = has_file(message)
    text = message.get("caption", "") if file else message["text"]
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    is_card = {"why", "answers"} <= {one.split(":")[0] for one in data}
    assert text or file, message
    assert len(text) <= (CAPTION if file else CARD if is_card else TEXT), (len(text), text)
    assert text == text.strip(), text
    assert "\n\n\n" not in text, text
    assert all(0 < len(row) <= IN_ROW for row in rows), rows
    assert len(data) == len(set(data)), data
    assert all(0 < len(one.encode()) <= DATA for one in data), data
    shown = [str(button["text"]) for row in rows for button in row]
    assert all(0 < len(label) <= LABEL for label in shown), shown
    if not hostile:
        found = [one for one in (text, *shown) if UNFILLED.search(one)]
        assert not found, found
