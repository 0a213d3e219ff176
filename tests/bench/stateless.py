"""The bot to compare with: the same calls through python-telegram-bot's own methods; it remembers nothing.

`python -m tests.bench.stateless SCREENS.json`, with BOT_TOKEN and BOT_API_URL.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update

from bot.runtime.transport import Transport
from tests.bench.people import script_of
from tests.bench.screens import Script, place

Json = dict[str, Any]


class Stateless:
    def __init__(self, bot: Bot, scripts: list[Script]) -> None:
        self._bot = bot
        self._scripts = scripts
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        offset = None
        while True:
            updates = await self._bot.get_updates(
                offset, limit=100, timeout=50, allowed_updates=["message", "callback_query"]
            )
            for update in updates:
                offset = update.update_id + 1
                task = asyncio.create_task(self._answer(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _answer(self, update: Update) -> None:
        query, user = update.callback_query, update.effective_user
        assert user is not None
        data = (query.data if query else None) or ""
        script, turn = place(data) if ":" in data else (script_of(user.id), 0)
        for method, said in self._scripts[script][turn]:
            if method == "sendMessage":
                await self._bot.send_message(user.id, **_shown(said))
            elif query is None:
                continue
            elif method == "answerCallbackQuery":
                await self._bot.answer_callback_query(query.id, said.get("text"), said.get("show_alert"))
            elif isinstance(query.message, Message):
                await self._bot.edit_message_text(chat_id=user.id, message_id=query.message.message_id, **_shown(said))


def _shown(said: Json) -> Json:
    params: Json = {"text": said["text"]}
    if "parse_mode" in said:
        params["parse_mode"] = said["parse_mode"]
    if "link_preview_options" in said:
        params["link_preview_options"] = LinkPreviewOptions(**said["link_preview_options"])
    if "reply_markup" in said:
        params["reply_markup"] = InlineKeyboardMarkup(
            [[InlineKeyboardButton(**button) for button in row] for row in said["reply_markup"]["inline_keyboard"]]
        )
    return params


async def main() -> None:
    token, url = os.environ["BOT_TOKEN"], os.environ["BOT_API_URL"]
    transport = Transport(url, token)
    async with Bot(token, base_url=url, request=transport, get_updates_request=transport) as bot:
        await Stateless(bot, json.loads(Path(sys.argv[1]).read_text("utf-8"))).run()


if __name__ == "__main__":
    asyncio.run(main())
