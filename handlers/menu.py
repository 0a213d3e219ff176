"""Commands and descriptions as Telegram shows them, per language and scope. They only show: rights are checked."""

from collections.abc import Iterable

from bot.replies import Call
from handlers.screens.words import Words

PRIVATE = ("go", "deal", "deals", "compare", "tip", "quiz", "settings", "cancel", "language", "help", "privacy")
GROUP = ("compare", "tip")
MANAGER = (*PRIVATE, "team", "push", "digest")
OPERATOR = (*PRIVATE, "team", "push", "digest", "stats")


def menu_calls(words: dict[str, Words], owners: Iterable[int], default: str = "en") -> list[Call]:
    """`default`: the language of everybody whose own is not spoken here."""
    calls = []
    for lang, said in words.items():
        codes = [{"language_code": lang}, {}] if lang == default else [{"language_code": lang}]
        for code in codes:
            scopes: list[tuple[dict[str, object], tuple[str, ...]]] = [
                ({"type": "all_private_chats"}, PRIVATE),
                ({"type": "all_group_chats"}, GROUP),
                *(({"type": "chat", "chat_id": owner}, OPERATOR) for owner in owners),
            ]
            for scope, names in scopes:
                calls.append(Call("setMyCommands", {"commands": _commands(said, names), "scope": scope, **code}))
            calls.append(Call("setMyDescription", {"description": said.plain("menu.description"), **code}))
            calls.append(Call("setMyShortDescription", {"short_description": said.plain("menu.short"), **code}))
    return calls


def manager_calls(words: dict[str, Words], person: int, *, leads: bool, default: str = "en") -> list[Call]:
    """The commands in one person's chat: with the team's while they manage one, else as for everybody."""
    scope: dict[str, object] = {"type": "chat", "chat_id": person}
    calls = []
    for lang, said in words.items():
        for code in [{"language_code": lang}, {}] if lang == default else [{"language_code": lang}]:
            if leads:
                commands = _commands(said, MANAGER)
                calls.append(Call("setMyCommands", {"commands": commands, "scope": scope, **code}))
            else:
                calls.append(Call("deleteMyCommands", {"scope": scope, **code}))
    return calls


def _commands(said: Words, names: Iterable[str]) -> list[dict[str, str]]:
    return [{"command": name, "description": said.plain(f"menu.{name}")} for name in names]
