"""A whole bot on a database file, talking over HTTP to a local Bot API, and people who talk to it."""

import asyncio
import html
import re
import sqlite3
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp

from bot.catalog import Language
from bot.playground import Server, World
from bot.runtime.clock import MovableClock
from bot.settings import Settings, load_settings
from handlers.service import Texts, serve
from tests.dialogs.contract import check_call

Json = dict[str, Any]

TEXTS = Texts.read()
DAY = 86_400_000
OWN = ("today.morning", "today.evening", "digest.monday")
"""How what the bot begins by itself begins."""


@cache
def settings_of(token: str, owners: frozenset[int]) -> Settings:
    """Read once: to validate them costs as much as a tap."""
    return load_settings(
        bot_token=token,
        owner_ids=owners,
        courier_chat_rate=1000,  # days go by in a moment here, and one of them must not wait for another
        _env_file=None,
    )


@dataclass
class House:
    server: Server
    http: aiohttp.ClientSession
    file: Path
    owners: frozenset[int] = frozenset()
    texts: Texts = field(default=TEXTS, repr=False)
    clock: MovableClock = field(default_factory=MovableClock)
    hostile: bool = False
    """People type what looks like our own marks."""
    expected: dict[str, int] = field(default_factory=dict)
    """Part of a refusal -> how many calls were refused so; a test names what it provokes with 0."""
    _bot: asyncio.Task[None] | None = None
    _eyes: sqlite3.Connection | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def database(self) -> str:
        return f"sqlite:///{self.file}"

    async def start(self) -> None:
        """The bot, rebuilt from nothing but the database."""
        self._stop = asyncio.Event()
        where = {"bot_api_url": f"{self.server.url}/bot", "database_url": self.database}
        settings = settings_of(self.world.token, self.owners).model_copy(update=where)
        self._bot = asyncio.create_task(serve(settings, self.texts, self._stop, self.clock))

    async def stop(self) -> None:
        assert self._bot is not None
        self._look_away()
        self._stop.set()
        await self._bot
        self._look_away()
        self._bot = None

    @property
    def running(self) -> bool:
        return self._bot is not None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def quiet(self) -> None:
        """Until every update is confirmed and answered."""
        async with asyncio.timeout(20):
            while not self._is_quiet():
                assert self._bot is None or not self._bot.done(), self._bot
                await asyncio.sleep(0.0005)

    def _is_quiet(self) -> bool:
        return not self.world.updates.waiting and not self.rows("select 1 from inbox where state in ('new', 'done')")

    def rows(self, sql: str) -> list[Any]:
        """Through one connection while the bot runs: to open one costs more than what is asked."""
        if self._eyes is None:
            self._eyes = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
            self._eyes.row_factory = sqlite3.Row
        try:
            return self._eyes.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return [None]
        finally:
            if not self.running:
                self._look_away()

    def _look_away(self) -> None:
        if self._eyes is not None:
            self._eyes.close()
            self._eyes = None

    async def play(self, act: str, **body: Any) -> Json:
        async with self.http.post(f"{self.server.url}/play/{act}", json=body) as answer:
            result: Json = await answer.json()
            assert answer.status == 200, result
            return result

    async def push(self, **update: Any) -> int:
        """Any update at all."""
        pushed = await self.play("raw", **update)
        await self.quiet()
        return int(pushed["update_id"])

    def expect(self, *refusals: str) -> None:
        """These refusals are provoked here: each must come, no other may."""
        self.expected |= dict.fromkeys(refusals, 0)

    def allow(self, *refusals: str) -> None:
        """These refusals may come."""
        self.expected |= dict.fromkeys(refusals, 1)

    def check_calls(self) -> None:
        """Every call the bot made and every answer it got, against an independent model of the Bot API."""
        for call in self.world.calls:
            check_call(call, hostile=self.hostile)
            if not call.ok:
                known = next((words for words in self.expected if words in (str(call.result) or "cut")), None)
                assert known, (call.method, call.params, call.result)
                self.expected[known] += 1
        assert all(self.expected.values()), self.expected


@dataclass
class Talk:
    """One person's side of a chat."""

    house: House
    person: int
    lang: str = "ru"
    chat: int | None = None

    async def say(self, text: str) -> str:
        """Sends a text and gives the bot's last message."""
        return await self.send(text=text)

    async def send(self, **what: Any) -> str:
        await self.house.play("message", person=self.person, chat=self.chat, **what)
        await self.house.quiet()
        return self.text

    async def tap(self, label: str, message: Json | None = None, **more: Any) -> str:
        """Presses the button whose label begins so, and gives the toast."""
        message = message or self.last
        data = next((b["callback_data"] for b in buttons(message) if b["text"].startswith(label)), None)
        assert data is not None, (label, labels(message), text_of(message))
        return await self.press(data, message, **more)

    async def press(self, data: str, message: Json | None = None, **more: Any) -> str:
        """Presses a button by its data and gives the toast; `stale=True` where it is no longer shown."""
        message = message or self.last
        answer = await self.house.play(
            "tap", person=self.person, chat=self.chat, message_id=message["message_id"], data=data, **more
        )
        assert answer["answered"], (data, text_of(message))
        await self.house.quiet()
        return str(answer.get("text") or "")

    async def more(self, label: str) -> str:
        """Presses a button behind *more* on a card."""
        await self.tap(self.t("on_card.more"))
        return await self.tap(label)

    async def step(self, answers: dict[str, str], *, name: str | None = None) -> bool:
        """One tap (or the name) on the way to the card; False when nothing is asked any more.

        `answers`: step -> value, "unknown" where it is not named; `guess` is one of them, and `rest` goes on after
        an early stop; `usual` is "yes" or "no".
        """
        shown = [button["callback_data"].split(":") for button in buttons(self.last) if "callback_data" in button]
        verb, check, *rest = shown[0]
        if verb == "answer":
            default = {"stage": "offer", "public": "no"}.get(rest[0], "unknown")
            await self.press(f"answer:{check}:{rest[0]}:{answers.get(rest[0], default)}")
        elif verb == "usual":
            await self.press(f"usual:{check}:{answers.get('usual', 'no')}")
        elif verb == "guess":
            await self.press(f"guess:{check}:{answers['guess']}" if "guess" in answers else f"flag:{check}:guessed")
        elif rest[:1] == ["named"] and name is not None:
            await self.say(name)
        elif verb == "flag" and "rest" in answers and ["flag", check, "rest"] in shown:
            await self.press(f"flag:{check}:rest")
        elif verb == "flag":
            await self.press(":".join(shown[0]))
        else:
            return False
        return True

    async def check(self, answers: dict[str, str], *, name: str | None = None) -> str:
        """A whole check, from /deal to the card."""
        await self.say("/deal")
        await self.finish(answers, name=name)
        return self.text

    async def finish(self, answers: dict[str, str], *, name: str | None = None) -> str:
        """From where the check stands to its card."""
        while await self.step(answers, name=name):
            pass
        return self.text

    async def until(self, step: str, answers: dict[str, str]) -> str:
        """On until this step is asked."""
        while self.asked != step:
            assert await self.step(answers), self.text
        return self.text

    @property
    def asked(self) -> str:
        """The step that is asked now; the verb of the first button where that is no question."""
        parts = [data.split(":") for data in datas(self.last)]
        if not parts:
            return ""
        verb, *args = parts[0]
        steps = {"answer": args[1:2], "change": args[1:2], "flag": args[1:2], "take": ["why"]}
        return steps.get(verb, [verb])[0]

    @property
    def check_id(self) -> str:
        """As the buttons of the last message name it."""
        return datas(self.last)[0].split(":")[1]

    def t(self, key: str, **values: object) -> str:
        """A sentence of the screens as it looks in the chat."""
        return shown(str(self.house.texts.words[self.lang].text(key, **values)))

    @property
    def said(self) -> Language:
        """The content in this person's language."""
        return self.house.texts.catalog.languages[self.lang]

    def question(self, step: str) -> str:
        asked = self.said.steps.get(step) or self.said.rows[step].question
        assert asked is not None
        assert asked.text is not None
        return asked.text

    def label(self, step: str, value: str) -> str:
        """The answer as its button reads."""
        if step in self.said.steps:
            return self.said.steps[step].options[value]
        if value == "unknown":
            kind = self.house.texts.catalog.table.rows[step].kind
            return self.said.steps["unknown" if kind == "deal" else "early"].options["unknown"]
        return str(getattr(self.said.rows[step].question, value))

    @property
    def messages(self) -> list[Json]:
        """Answers; what the bot began by itself comes when it is due, whatever a test is about."""
        return [message for message in self._all if not is_own(self.house.texts, message)]

    @property
    def own(self) -> list[Json]:
        """Morning messages and evening questions that were not acted on."""
        return [message for message in self._all if is_own(self.house.texts, message)]

    @property
    def _all(self) -> list[Json]:
        return self.house.world.from_bot(self.chat or self.person)

    @property
    def last(self) -> Json:
        return self.messages[-1]

    @property
    def text(self) -> str:
        return text_of(self.last) if self.messages else ""

    @property
    def labels(self) -> list[str]:
        return labels(self.last)


def is_own(texts: Texts, message: Json) -> bool:
    """By its first line."""
    title = message.get("text", "").partition("\n")[0]
    return title in {words.plain(key) for words in texts.words.values() for key in OWN}


def shown(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def text_of(message: Json) -> str:
    """What it says, below a picture or a file too; what a poll asks."""
    if "poll" in message:
        return str(message["poll"]["question"])
    return str(message["text"] if "text" in message else message["caption"])


def buttons(message: Json) -> list[Json]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def labels(message: Json) -> list[str]:
    return [str(button["text"]) for button in buttons(message)]


def datas(message: Json) -> list[str]:
    return [str(button["callback_data"]) for button in buttons(message) if "callback_data" in button]
