"""What the bot cannot work with: one sentence that says what to do, exit code 2, never a traceback."""

import asyncio
import shutil
import signal
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.playground import TOKEN, World, serve
from bot.playground.hands import say
from bot.store.migrate import migrate

from .conftest import Process

pytestmark = pytest.mark.faults

ANNA = 1001


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faults") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def ready(migrated: Path, file: Path) -> Path:
    """A database of an earlier run."""
    shutil.copy(migrated, file)
    return file


def change(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(sql)


def read_only(file: Path) -> None:
    file.chmod(0o444)


def read_only_folder(file: Path) -> None:
    file.unlink()
    file.parent.chmod(0o555)


def corrupt(file: Path) -> None:
    with file.open("r+b") as raw:
        raw.seek(100)
        raw.write(b"\xff" * 3000)


def no_database(file: Path) -> None:
    file.write_text("Dear diary, " * 500)


def foreign(file: Path) -> None:
    file.unlink()
    change(file, "create table songs (title)")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def newer(file: Path) -> None:
    change(file, "update alembic_version set version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (read_only, "cannot be written: give the bot's user write access"),
        (read_only_folder, "cannot be written: give the bot's user write access"),
        (corrupt, "is damaged: stop the bot and put back a backup"),
        (no_database, "is not a SQLite database: name another file in DATABASE_URL"),
        (foreign, "belongs to another program: name a file of its own"),
        (folder, "is a folder, not a file: name a file"),
        (newer, "was written by a newer version of the bot"),
    ],
)
async def test_a_database_that_cannot_be_used(
    bot: Process, ready: Path, world: World, spoil: Callable[[Path], None], words: str
) -> None:
    home = ready.parent / "home"  # stderr is kept beside the folder that the bot may not write
    home.mkdir()
    bot.folder, bot.log = home, home / "stderr.txt"
    spoil(ready)
    try:
        assert words in await bot.refuses()
    finally:
        ready.parent.chmod(0o755)
    assert bot.said.count("\n") == 1
    assert world.calls == []


async def test_a_missing_folder(bot: Process, file: Path) -> None:
    bot.env["DATABASE_URL"] = f"sqlite:///{file.parent / 'nowhere' / 'coach.db'}"
    assert "nowhere does not exist: create it or change DATABASE_URL." in await bot.refuses()
    assert bot.said.count("\n") == 1


async def test_a_database_that_another_program_holds(bot: Process, ready: Path) -> None:
    with closing(sqlite3.connect(ready, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert "is locked by another program: close it there and try again." in await bot.refuses()
    assert bot.said.count("\n") == 1


async def test_a_second_run_on_the_same_file_and_a_second_poller(bot: Process, ready: Path, tmp_path: Path) -> None:
    await bot.start()
    await bot.until_said("is listening")
    (tmp_path / "second").mkdir()
    second = Process(tmp_path / "second", **bot.env)
    assert "already in use by another process: stop it, or name another file" in await second.refuses()
    assert second.said.count("\n") == 1
    assert bot.runs
    second.env["DATABASE_URL"] = f"sqlite:///{shutil.copy(ready, tmp_path / 'other.db')}"
    await second.start()
    assert await bot.ended() == 2  # of two pollers Telegram lets the newer one live
    assert bot.said.splitlines()[-1] == "Another process polls with this BOT_TOKEN: stop it, then start again."
    assert "Traceback" not in bot.said
    second.send(signal.SIGTERM)
    assert await second.ended() == 0


async def test_a_wrong_token(bot: Process, ready: Path) -> None:
    bot.env["BOT_TOKEN"] = TOKEN[:-1] + "B"
    assert await bot.refuses() == "Telegram does not know this BOT_TOKEN: copy it again from @BotFather."
    assert bot.said.count("\n") == 1


async def test_missing_settings(bot: Process) -> None:
    del bot.env["BOT_TOKEN"]
    bot.env["BOT_API_URL"] = "ftp://somewhere"
    sentence = await bot.refuses()
    assert sentence.startswith("Wrong settings: BOT_TOKEN is not set; BOT_API_URL must begin with http")
    assert bot.said.count("\n") == 1


async def test_the_demo_on_a_port_that_is_taken(bot: Process) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert await bot.refuses("demo", "--port", str(port)) == (
            f"Port {port} is taken: start with another one, for example --port {port + 1}."
        )
    assert bot.said.count("\n") == 1


async def test_without_telegram_the_bot_says_so_and_begins_when_it_is_back(bot: Process, ready: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bot.env["BOT_API_URL"] = f"http://127.0.0.1:{port}/bot"
    await bot.start()
    await bot.until_said("Telegram does not answer")
    async with await serve(World(), port) as server:
        say(server.world, ANNA, "/help")
        await server.world.until(lambda: bool(server.world.from_bot(ANNA)), within=20)
        bot.send(signal.SIGTERM)
        assert await bot.ended() == 0
    assert "Traceback" not in bot.said
    assert bot.env["BOT_TOKEN"] not in bot.said
