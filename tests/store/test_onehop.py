"""The one place that leans on aiosqlite's inside: an upgrade that changes it shows here."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from bot.store.onehop import connect


async def test_a_function_runs_in_the_thread_of_the_connection(tmp_path: Path) -> None:
    loop, main = asyncio.get_running_loop(), threading.get_ident()
    connection = connect(str(tmp_path / "a.db"), 1.0)
    await connection

    def work(raw: sqlite3.Connection) -> tuple[int, int]:
        raw.execute("create table t (x)")
        return threading.get_ident(), raw.execute("insert into t values (1), (2)").rowcount

    thread, count = await connection.run(work)
    assert (thread != main, count) == (True, 2)

    answer: asyncio.Future[int] = loop.create_future()

    def posted() -> None:
        assert threading.get_ident() == thread
        loop.call_soon_threadsafe(answer.set_result, len(connection.raw.execute("select x from t").fetchall()))

    connection.post(posted)
    assert await answer == 2
    await connection.close()


async def test_what_a_function_raises_reaches_the_caller(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "a.db"), 1.0)
    await connection
    with pytest.raises(sqlite3.OperationalError):
        await connection.run(lambda raw: raw.execute("select * from nowhere"))
    await connection.close()
