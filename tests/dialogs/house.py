"""A whole bot on a database file, talking over HTTP to a local Bot API, and people who talk to it."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiogram import methods as contract

from bot.playground import Server, World
from bot.settings import load_settings
from handlers.service import Texts, serve

Json = dict[str, Any]

TEXTS = Texts.read()
METHODS = {name.lower(): getattr(contract, name) for name in contract.__all__}


@dataclass
class House:
    server: Server
    http: aiohttp.ClientSession
    file: Path
    owners: frozenset[int] = frozenset()
    texts: Texts = TEXTS
    _bot: asyncio.Task[None] | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def world(self) -> World:
        return self.server.world

    async def start(self) -> None:
        """The bot, rebuilt from nothing but the database file."""
        self._stop = asyncio.Event()
        settings = load_settings(
            bot_token=self.world.token,
            bot_api_url=f"{self.server.url}/bot",
            database_url=f"sqlite:///{self.file}",
            owner_ids=self.owners,
            _env_file=None,
        )
        self._bot = asyncio.create_task(serve(settings, self.texts, self._stop))

    async def stop(self) -> None:
        assert self._bot is not None
        self._stop.set()
        await self._bot
        self._bot = None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def quiet(self) -> None:
        """Until every update is confirmed and answered."""
        async with asyncio.timeout(20):
            while not self._is_quiet():
                assert self._bot is None or not self._bot.done(), self._bot
                await asyncio.sleep(0.003)

    def _is_quiet(self) -> bool:
        return not self.world.updates.waiting and not self.rows("select 1 from inbox where state in ('new', 'done')")

    def rows(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            try:
                return db.execute(sql).fetchall()
            except sqlite3.OperationalError:
                return [None]

    async def play(self, act: str, **body: Any) -> Json:
        async with self.http.post(f"{self.server.url}/play/{act}", json=body) as answer:
            result: Json = await answer.json()
            assert answer.status == 200, result
            return result

    def check_calls(self) -> None:
        """Every call the bot made, against an independent model of the Bot API."""
        for call in self.world.calls:
            contract_of(call.method).model_validate(call.params)
            assert call.ok, (call.method, call.result)


def contract_of(method: str) -> Any:
    return METHODS[method.lower()]


@dataclass
class Talk:
    """One person's side of a chat."""

    house: House
    person: int
    chat: int | None = None

    async def say(self, text: str) -> str:
        """Sends a text and gives the bot's last message."""
        await self.house.play("message", person=self.person, chat=self.chat, text=text)
        await self.house.quiet()
        return self.text

    async def send(self, **what: Any) -> str:
        await self.house.play("message", person=self.person, chat=self.chat, **what)
        await self.house.quiet()
        return self.text

    async def tap(self, label: str, message: Json | None = None, **more: Any) -> str:
        """Presses the button whose label begins so, and gives the toast."""
        message = message or self.last
        data = next((b["callback_data"] for b in buttons(message) if b["text"].startswith(label)), None)
        assert data is not None, (label, labels(message), message["text"])
        return await self.press(data, message, **more)

    async def press(self, data: str, message: Json | None = None, **more: Any) -> str:
        message = message or self.last
        answer = await self.house.play(
            "tap", person=self.person, chat=self.chat, message_id=message["message_id"], data=data, **more
        )
        await self.house.quiet()
        return (answer.get("toast") or {}).get("text") or ""

    @property
    def messages(self) -> list[Json]:
        return self.house.world.from_bot(self.chat or self.person)

    @property
    def last(self) -> Json:
        return self.messages[-1]

    @property
    def text(self) -> str:
        return str(self.last["text"])

    @property
    def labels(self) -> list[str]:
        return labels(self.last)


def buttons(message: Json) -> list[Json]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def labels(message: Json) -> list[str]:
    return [str(button["text"]) for button in buttons(message)]
