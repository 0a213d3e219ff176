"""The bot's command menus and texts about itself, per scope and language."""

import re
from typing import Any

from bot.playground.errors import bad

Json = dict[str, Any]
Scope = tuple[str, int, int]

LANGUAGE = re.compile(r"[a-z]{2}")
COMMAND = re.compile(r"[a-z0-9_]+")
SIMPLE = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
)  # fmt: skip
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


class Menus:
    def __init__(self) -> None:
        self._commands: dict[tuple[Scope, str], list[Json]] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def set(self, scope: Scope, language: str, commands: list[Json]) -> None:
        self._commands[scope, language] = commands

    def get(self, scope: Scope, language: str) -> list[Json]:
        return self._commands.get((scope, language), [])

    def delete(self, scope: Scope, language: str) -> None:
        self._commands.pop((scope, language), None)

    def shown(self, person: int, chat: int, language: str, admin: bool) -> list[Json]:
        """The menu that this person sees in this chat, by Telegram's order of scopes."""
        for scope in _order(person, chat, admin):
            for code in (language[:2], ""):
                if commands := self._commands.get((scope, code)):
                    return commands
        return []

    def set_text(self, kind: str, language: str, text: str) -> None:
        if len(text) > TEXT_LIMITS[kind]:
            raise bad(f"{kind.upper()}_TOO_LONG")
        self._texts[kind, language] = text

    def text(self, kind: str, language: str, default: str = "") -> str:
        return self._texts.get((kind, language)) or self._texts.get((kind, "")) or default


def _order(person: int, chat: int, admin: bool) -> list[Scope]:
    if chat > 0:
        return [("chat", chat, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    order: list[Scope] = [("chat_member", chat, person)]
    if admin:
        order.append(("chat_administrators", chat, 0))
    order.append(("chat", chat, 0))
    if admin:
        order.append(("all_chat_administrators", 0, 0))
    return [*order, ("all_group_chats", 0, 0), ("default", 0, 0)]


def language(code: str) -> str:
    if code and not LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def checked(given: Any) -> list[Json]:
    """The list of commands as it will be kept."""
    if not isinstance(given, list):
        raise bad("can't parse list of bot commands as JSON object")
    if len(given) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return [_command(one) for one in given]


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad("can't parse BotCommand: expected an Object")
    for key in ("command", "description"):
        if not isinstance(given.get(key), str):
            raise bad(f"can't parse BotCommand: Can't find field \"{key}\"")
    name = given["command"].strip().removeprefix("/")
    description = given["description"].strip()
    if not name:
        raise bad("command must be non-empty")
    if len(name) > 32:
        raise bad("command length must not exceed 32")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > 256:
        raise bad("command description length must not exceed 256")
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
