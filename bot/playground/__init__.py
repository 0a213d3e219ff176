"""A local Telegram for demos and tests: the Bot API in memory and a chat page. It imports no bot."""

from bot.playground.limits import Limits
from bot.playground.server import Server, build_app, serve
from bot.playground.world import TOKEN, World

__all__ = ["TOKEN", "Limits", "Server", "World", "build_app", "serve"]
