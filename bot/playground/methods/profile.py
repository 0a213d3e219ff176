"""Commands, descriptions and the menu button."""

from typing import Any

from bot.playground import commands
from bot.playground.commands import SIMPLE, Scope
from bot.playground.errors import bad
from bot.playground.methods import method
from bot.playground.params import Params, known
from bot.playground.world import World

Json = dict[str, Any]

WITH_CHAT = ("chat", "chat_administrators", "chat_member")


@method("setMyCommands", "commands scope language_code")
def set_my_commands(world: World, p: Params) -> bool:
    scope, language = _where(world, p)
    world.menus.set(scope, language, commands.checked(p.data("commands")))
    world.events.emit("menu", scope[1])
    return True


@method("getMyCommands", "scope language_code")
def get_my_commands(world: World, p: Params) -> list[Json]:
    return world.menus.get(*_where(world, p))


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(world: World, p: Params) -> bool:
    scope, language = _where(world, p)
    world.menus.delete(scope, language)
    world.events.emit("menu", scope[1])
    return True


def _where(world: World, p: Params) -> tuple[Scope, str]:
    return _scope(world, p.record("scope")), commands.language(p.text("language_code"))


def _scope(world: World, given: Json) -> Scope:
    kind = given.get("type", "default")
    if kind in SIMPLE:
        known(given, frozenset({"type"}), "BotCommandScope")
        return str(kind), 0, 0
    if kind not in WITH_CHAT:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    known(given, frozenset({"type", "chat_id", "user_id"}), "BotCommandScope")
    number = Params(given).integer("chat_id")
    chat = world.chats.get(number)
    if chat is None:
        raise bad("chat not found")
    if chat.private and kind != "chat":
        raise bad("can't use specified scope in private chats")
    person = Params(given).integer("user_id")
    if kind == "chat_member" and person not in world.people:
        raise bad("user not found")
    return str(kind), number, person if kind == "chat_member" else 0


def _texts(kind: str, title: str) -> None:
    @method(f"setMy{title}", f"{kind} language_code")
    def put(world: World, p: Params) -> bool:
        world.menus.set_text(kind, commands.language(p.text("language_code")), p.text(kind))
        world.events.emit("menu", 0)
        return True

    @method(f"getMy{title}", "language_code")
    def get(world: World, p: Params) -> Json:
        default = world.bot["first_name"] if kind == "name" else ""
        return {kind: world.menus.text(kind, commands.language(p.text("language_code")), default)}


for _kind, _title in (
    ("name", "Name"), ("description", "Description"), ("short_description", "ShortDescription"),
):  # fmt: skip
    _texts(_kind, _title)


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(world: World, p: Params) -> bool:
    button = p.record("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands"):
        raise bad("the playground knows the menu buttons default and commands only")
    if p.has("chat_id"):
        chat = world.chats.get(p.integer("chat_id"))
        if chat is None or not chat.private:
            raise bad("chat not found")
        chat.menu_button = button
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(world: World, p: Params) -> Json:
    chat = world.chats.get(p.integer("chat_id"))
    return (chat.menu_button if chat else None) or {"type": "default"}
