"""The bot as a real process, on a local Bot API that lives in the test and survives it."""

import asyncio
import ctypes
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.playground import Server, World, serve

ROOT = Path(__file__).resolve().parents[2]
DROP_FROM_BOUNDING_SET = 24
MAY_READ_AND_WRITE_ALL = (1, 2)
"""Capabilities of root that would hide a read-only file from the bot."""


def as_an_ordinary_user() -> None:
    """Runs in the child: root stays root, but obeys the modes of files."""
    if os.getuid() == 0:
        library = ctypes.CDLL(None)
        for capability in MAY_READ_AND_WRITE_ALL:
            library.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


class Process:
    """`python bot.py ...`, started and ended as often as a test likes."""

    command: tuple[str, ...] = (str(ROOT / "bot.py"), "run")

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.env = {"PATH": os.environ.get("PATH", ""), **env}
        self.log = folder / "stderr.txt"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *arguments: str) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, *(self.command[:1] + arguments if arguments else self.command)),
                cwd=self.folder,
                env=self.env,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=log,
                preexec_fn=as_an_ordinary_user,
            )

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def send(self, number: signal.Signals) -> None:
        assert self.runs, self.said
        assert self._process is not None
        self._process.send_signal(number)

    async def ended(self, within: float = 20) -> int:
        assert self._process is not None
        async with asyncio.timeout(within):
            return await self._process.wait()

    async def kill(self) -> None:
        self.send(signal.SIGKILL)
        await self.ended()

    async def close(self) -> None:
        if self.runs:
            await self.kill()

    @property
    def said(self) -> str:
        """All of stderr."""
        return self.log.read_text("utf-8")

    async def until_said(self, words: str, within: float = 20) -> None:
        async with asyncio.timeout(within):
            while words not in self.said:
                assert self.runs, self.said
                await asyncio.sleep(0.01)

    async def refuses(self, *arguments: str) -> str:
        """It ends by itself with code 2, and the last it says is one sentence; gives this sentence."""
        await self.start(*arguments)
        assert await self.ended() == 2, self.said
        assert "Traceback" not in self.said
        return self.said.splitlines()[-1]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with await serve(World()) as running:
        yield running


@pytest.fixture
def world(server: Server) -> World:
    return server.world


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "coach.db"


@pytest.fixture
async def bot(server: Server, tmp_path: Path, file: Path) -> AsyncIterator[Process]:
    """Not started yet."""
    process = Process(
        tmp_path, BOT_TOKEN=server.world.token, BOT_API_URL=f"{server.url}/bot", DATABASE_URL=f"sqlite:///{file}"
    )
    yield process
    await process.close()


def rows(file: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return db.execute(sql).fetchall()
