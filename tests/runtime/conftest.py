"""The machinery on a real SQLite file and a real local Bot API; what it is given to dispatch is an echo."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.playground import Server, World, serve
from bot.playground.hands import say
from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.engine import Engine, Outcome
from bot.runtime.transport import Transport
from bot.store.database import Database, Write, open_database
from bot.store.migrate import migrate

ANNA, ILYA, MARINA, OLGA = 1001, 1002, 1003, 1004
Json = dict[str, Any]


async def eventually(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.003)


def note(text: str) -> Write:
    """A trace in the database that can be left once only."""
    return Write("insert into content (version, body, created_at) values (:text, '', 0)", {"text": text})


def echo(body: Json) -> Outcome:
    text, chat = body["message"]["text"], body["message"]["chat"]["id"]
    return [note(f"{chat} {text}")], [Call("sendMessage", {"chat_id": chat, "text": f"re {text}"})]


def message(text: str, person: int = ANNA, update_id: int = 1) -> Json:
    """An update as Telegram gives it."""
    sender = {"id": person, "is_bot": False, "first_name": "A"}
    chat = {"id": person, "type": "private", "first_name": "A"}
    return {"update_id": update_id, "message": {"message_id": 1, "from": sender, "chat": chat, "text": text}}


class Rig:
    """An engine that can be stopped and started again on its file."""

    def __init__(self, server: Server, file: Path) -> None:
        self.server = server
        self.world: World = server.world
        self.file = file
        self.dispatched: list[str] = []
        self.on: Callable[[Json], Awaitable[Outcome]] = self.answer
        self.wrap: Callable[[Database], Database] = lambda db: db
        self.transport = Transport(f"{server.url}/bot", self.world.token)
        self._running: asyncio.Task[None] | None = None

    async def answer(self, body: Json) -> Outcome:
        return echo(body)

    async def dispatch(self, body: Json) -> Outcome:
        self.dispatched.append(body["message"]["text"])
        return await self.on(body)

    async def sorry(self, body: Json) -> list[Call]:
        return [Call("sendMessage", {"chat_id": body["message"]["chat"]["id"], "text": "sorry"})]

    async def start(self) -> None:
        self._stop = asyncio.Event()
        await self.transport.initialize()
        self._running = asyncio.create_task(self._run())

    async def _run(self) -> None:
        db = await open_database(f"sqlite:///{self.file}")
        engine = Engine(self.wrap(db), self.transport, Clock(), self.dispatch, self.sorry, ["message"])
        try:
            await engine.run(self._stop)
        finally:
            await self.transport.shutdown()
            await db.close()

    async def stop(self) -> None:
        self._stop.set()
        await self.ended()

    async def ended(self) -> None:
        """Waits for an end, whatever brings it."""
        assert self._running is not None
        running, self._running = self._running, None
        async with asyncio.timeout(15):
            await running

    async def close(self) -> None:
        if self._running is not None:
            self._stop.set()
            with suppress(Exception):
                await self.ended()

    def say(self, *texts: str, person: int = ANNA) -> None:
        for text in texts:
            say(self.world, person, text)

    def heard(self, person: int = ANNA) -> list[str]:
        return [str(one["text"]) for one in self.world.from_bot(person)]

    async def hears(self, *texts: str, person: int = ANNA) -> None:
        """Exactly this, and nothing is left to do."""
        try:
            await eventually(lambda: len(self.heard(person)) >= len(texts))
        except TimeoutError:
            assert self.heard(person) == list(texts)
        await self.idle()
        assert self.heard(person) == list(texts)

    async def idle(self) -> None:
        """Every update is confirmed and answered."""
        waits = "select 1 from inbox where state in ('new', 'done')"
        await eventually(lambda: not self.world.updates.waiting and not self.rows(waits))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    @property
    def notes(self) -> list[str]:
        """What was applied, in order."""
        return [row[0] for row in self.rows("select version from content order by rowid")]

    @property
    def states(self) -> list[str]:
        return [row[0] for row in self.rows("select state from inbox order by seq")]

    def store(self, *updates: Json, state: str = "new", calls: list[Any] | None = None, tries: int = 0) -> None:
        """Rows left by an earlier run."""
        sql = "insert into inbox (update_id, lane, body, state, calls, tries, at) values (?, ?, ?, ?, ?, ?, 0)"
        text = None if calls is None else json.dumps(calls)
        with closing(sqlite3.connect(self.file)) as db, db:
            for one in updates:
                lane = one["message"]["chat"]["id"]
                db.execute(sql, (one["update_id"], lane, json.dumps(one), state, text, tries))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program writes and does not finish."""
        with closing(sqlite3.connect(self.file, isolation_level=None)) as other:
            other.execute("begin immediate")
            yield
            other.execute("rollback")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("runtime") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first wait before anything is tried again."""
    for place in ("courier", "delivery", "engine", "marks", "receiver", "sender"):
        monkeypatch.setattr(f"bot.runtime.{place}.AGAIN", 0.02)
    monkeypatch.setattr("bot.store.sqlite.BUSY_SECONDS", 0.02)


@pytest.fixture
async def rig(template: Path, tmp_path: Path) -> AsyncIterator[Rig]:
    async with await serve(World()) as server:
        for person in server.world.people.values():
            person.started = True
        rig = Rig(server, Path(shutil.copy(template, tmp_path / "coach.db")))
        yield rig
        await rig.close()


@pytest.fixture
async def running(rig: Rig) -> Rig:
    await rig.start()
    return rig


@pytest.fixture
async def db(template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{shutil.copy(template, tmp_path / 'lanes.db')}")
    yield database
    await database.close()
