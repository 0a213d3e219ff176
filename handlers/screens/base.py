"""What all screens share: one template set for all languages, buttons as data, sizes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.catalog import Catalog, Language
from bot.pictures.font import Fonts
from bot.replies import Reply
from handlers.callbacks import pack
from handlers.screens.words import Words, fill

NAME_ON_BUTTON = 36
_GAP = re.compile(r"\n{3,}")

Button = dict[str, str]
Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Screen:
    text: str
    buttons: Rows = ()
    alert: bool = False
    """Only shown over the chat, until it is closed."""
    photo: str | None = None
    """The name of a picture: the text stands below it."""
    file: tuple[Literal["photo", "document"], str] | None = None
    """Something that Telegram keeps, by its `file_id`: the text stands below it."""
    quiz: dict[str, Any] | None = None
    """The poll that asks the same; the text is for where there can be none."""

    @property
    def method(self) -> str:
        if self.file:
            return "sendPhoto" if self.file[0] == "photo" else "sendDocument"
        return "sendPhoto" if self.photo else "sendPoll" if self.quiz else "sendMessage"

    def params(self) -> dict[str, Any]:
        """As its method takes it, and editMessageText too where it is a text."""
        params: dict[str, Any] = {"text": self.text, "link_preview_options": {"is_disabled": True}}
        if self.photo:
            params = {"photo": {"picture": self.photo}, "caption": self.text}
        if self.file:
            params = {self.file[0]: self.file[1], "caption": self.text}
        if self.quiz:
            params["quiz"] = self.quiz
        params["parse_mode"] = "HTML"
        if self.buttons:
            params["reply_markup"] = {"inline_keyboard": [list(row) for row in self.buttons]}
        return params


class Screens:
    """Everything a screen needs beside its reply."""

    def __init__(self, words: dict[str, Words], templates: Path, username: str) -> None:
        self.words = words
        self.username = username
        self.inline = True
        """Whether @BotFather was told that the bot has an inline mode: without it no button may lead there."""
        self._env = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._env.globals["fill"] = fill
        self._templates: dict[str, Template] = {}
        self.fonts = Fonts(templates / "fonts")

    def render(self, reply: Reply, lang: str) -> Screen:
        return render(reply, View(self, self.words[lang]))

    def template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = self._env.get_template(f"{name}.html.j2")
        return self._templates[name]

    def svg(self, name: str, values: dict[str, object]) -> str:
        return self._env.get_template(f"{name}.svg.j2").render(values)


@dataclass(frozen=True, slots=True)
class View:
    """One screen in one language."""

    screens: Screens
    words: Words

    def language(self, catalog: Catalog) -> Language:
        return catalog.said(self.words.lang)

    def text(self, reply: Reply, **values: object) -> str:
        """The template named after the reply's class."""
        words = self.words
        html = self.screens.template(type(reply).__name__).render(
            r=reply, t=words.text, count=words.count, number=words.number, percent=words.percent, **values
        )
        return _GAP.sub("\n\n", html).strip()

    def button(self, key: str, verb: str, *args: str | int) -> Button:
        return {"text": self.words.plain(key), "callback_data": pack(verb, *args)}

    def link(self, payload: str) -> str:
        return f"https://t.me/{self.screens.username}?start={payload}"


def button(text: str, verb: str, *args: str | int) -> Button:
    return {"text": text, "callback_data": pack(verb, *args)}


def on_button(name: str, most: int = NAME_ON_BUTTON) -> str:
    """As much of a name as a button has room for."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def in_rows(buttons: Sequence[Button], many: int) -> list[Sequence[Button]]:
    return [buttons[start : start + many] for start in range(0, len(buttons), many)]


def length(html: str) -> int:
    """Characters as Telegram counts them, after parsing."""
    return len(re.sub(r"&(?:lt|gt|amp|quot|#\d+);", "x", re.sub(r"<[^>]+>", "", html)))


@singledispatch
def render(reply: Reply, view: View) -> Screen:
    raise NotImplementedError(type(reply).__name__)
