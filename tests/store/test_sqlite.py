"""The file: how it is opened, who may open it, and what is said when it cannot be used."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import Database, StoreError, open_database

from .rows import people_in_file, person

NOBODY = 65534
ENDLESS = """
import asyncio, itertools, sys
from bot.store.database import Write, open_database

async def main():
    db = await open_database(sys.argv[1])
    async def client(ids):
        for id in ids:
            await db.commit([Write("insert into people (id, created_at, seen_at) values (:id, 1, 1)", {"id": id})])
            print(id, flush=True)
    await asyncio.gather(*(client(itertools.count(n, 8)) for n in range(8)))

asyncio.run(main())
"""


def endless_writer(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ENDLESS, f"sqlite:///{path}"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def fails(path: Path, hint: str) -> None:
    with pytest.raises(StoreError, match=hint) as caught:
        await open_database(f"sqlite:///{path}")
    assert str(path) in str(caught.value) or str(path.parent) in str(caught.value)


async def test_every_commit_is_on_disk_and_foreign_keys_hold(sqlite_db: Database) -> None:
    found = {}
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        found[name] = (await sqlite_db.read(f"pragma {name}"))[0][name]
    found["busy_timeout"] = (await sqlite_db.read("pragma busy_timeout"))[0]["timeout"]
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_a_relative_address_is_a_file_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    await (await open_database("sqlite:///mine #1.db")).close()
    assert (tmp_path / "mine #1.db").exists()


async def test_a_second_opening_is_refused_until_the_first_closes(sqlite_file: Path, tmp_path: Path) -> None:
    first = await open_database(f"sqlite:///{sqlite_file}")
    await fails(sqlite_file, "already in use by another process")
    (tmp_path / "alias.db").symlink_to(sqlite_file)
    with pytest.raises(StoreError, match="already in use"):
        await open_database(f"sqlite:///{tmp_path / 'alias.db'}")
    await first.close()
    await (await open_database(f"sqlite:///{sqlite_file}")).close()


async def test_after_kill_9_all_that_was_answered_is_there_and_the_file_is_free(sqlite_file: Path) -> None:
    with endless_writer(sqlite_file) as writer:
        assert writer.stdout is not None
        answered = [writer.stdout.readline() for _ in range(200)]
        await fails(sqlite_file, "already in use by another process")
        writer.send_signal(signal.SIGKILL)
        answered += writer.stdout.readlines()
    database = await open_database(f"sqlite:///{sqlite_file}")
    await database.close()
    whole = {int(line) for line in answered if line.endswith("\n")}
    assert whole <= set(people_in_file(sqlite_file))


async def test_a_missing_folder(tmp_path: Path) -> None:
    await fails(tmp_path / "no" / "coach.db", "folder .* does not exist: create it")


async def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    await fails(tmp_path, "is a folder, not a file")


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Dear diary, " * 1000)
    await fails(path, "is not a SQLite database: name another file")
    await fails(path, "is not a SQLite database")  # and no lock stays behind


async def test_a_database_damaged_at_its_first_page(sqlite_file: Path) -> None:
    with sqlite_file.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 1000)
    await fails(sqlite_file, "is damaged: .* backup")


async def test_damage_that_shows_later(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as before:
        (page,) = before.execute("select rootpage from sqlite_master where name = 'people'").fetchone()
        (size,) = before.execute("pragma page_size").fetchone()
    with sqlite_file.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    database = await open_database(f"sqlite:///{sqlite_file}")
    with pytest.raises(StoreError, match="is damaged"):
        await database.read("select * from people")
    with pytest.raises(StoreError, match="is damaged"):
        await database.commit([person(1)])
    await database.close()


async def test_a_database_that_another_program_holds(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.sqlite.BUSY_SECONDS", 0.05)
    database = await open_database(f"sqlite:///{sqlite_file}")
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("begin immediate")
        results = await asyncio.gather(*(database.commit([person(n)]) for n in range(3)), return_exceptions=True)
        assert [isinstance(result, StoreError) for result in results] == [True] * 3
        assert "locked by another program: close it there" in str(results[0])
        assert await database.read("select id from people") == []
        other.execute("rollback")
        await database.commit([person(1)])
    await database.close()
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("pragma locking_mode = exclusive")
        other.execute("delete from people")
        await fails(sqlite_file, "locked by another program")


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder in which the current user may be denied things, even where the tests run as root."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        path = Path(folder) / "coach.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("create table t (x)")
        path.chmod(0o644)
        root = os.getuid() == 0
        if root:
            os.setresuid(NOBODY, NOBODY, 0)
        yield path
        if root:
            os.setresuid(0, 0, 0)
        os.chmod(folder, 0o777)


async def test_a_file_that_may_not_be_written(guarded: Path) -> None:
    if os.getuid() != NOBODY:
        guarded.chmod(0o444)
    await fails(guarded, "cannot be written: give the bot's user write access")


async def test_a_folder_that_may_not_be_written(guarded: Path) -> None:
    if os.getuid() != NOBODY:
        guarded.parent.chmod(0o555)
        await fails(guarded.parent / "new.db", "folder .* cannot be written")
    else:
        await fails(Path("/usr/new.db"), "folder .* cannot be written")
