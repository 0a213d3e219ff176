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
UNFILLED = re.compile(r"\{\{|\{%|\}\}|\bNone\b(?! of)|\bundefined\b|\*\*|</?[bi]>|&(?:amp|lt|gt|quot|#\d+);")


def check_call(call: Call, *, hostile: bool = False) -> None:
    """`hostile`: what people typed looks like our own marks, so these are not looked for."""
    method, params = METHODS[call.method.lower()], unpacked(call.params)
    method.model_validate(params)
    if call.ok:
        _returning(call.method).validate_python(call.result)
    if call.method in SHOWS:
        check_markup(params)
        if call.ok and isinstance(call.result, dict):
            check_screen(call.result, hostile=hostile)


def unpacked(params: Json) -> Json:
    """Beside a file, what is no text comes as JSON."""
    return {name: json.loads(value) if name in NESTED and isinstance(value, str) else value
            for name, value in params.items()}  # fmt: skip


@cache
def _returning(method: str) -> TypeAdapter[Any]:
    return TypeAdapter(METHODS[method.lower()].__returning__)


def has_file(of: Json) -> bool:
    return "photo" in of or "document" in of


def check_markup(params: Json) -> None:
    assert params["parse_mode"] == "HTML", params
    validate_html(params.get("caption", "") if has_file(params) else params["text"])


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
