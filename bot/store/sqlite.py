"""SQLite with group commit: whatever waits goes to the thread in one hop and is answered after one COMMIT."""

import asyncio
import os
import sqlite3
from collections import deque
from collections.abc import Sequence
from functools import partial

from bot.store.batch import Outcome, Read, Transaction, commit_all, read_all, resolve
from bot.store.database import NOTHING, Params, Row, StoreError, Write
from bot.store.lock import FileLock
from bot.store.onehop import OneHop, connect
from bot.store.trouble import check_place, explain

MOST_PER_COMMIT = 64
BUSY_SECONDS = 5.0


class SqliteDatabase:
    def __init__(self, path: str, connection: OneHop, lock: FileLock) -> None:
        self._path = path
        self._connection = connection
        self._lock = lock
        self._loop = asyncio.get_running_loop()
        self._reads: list[Read] = []
        self._transactions: deque[Transaction] = deque()
        self._idle = asyncio.Event()
        self._idle.set()
        self._open = True

    @classmethod
    async def open(cls, path: str) -> "SqliteDatabase":
        path = os.path.realpath(path)  # noqa: ASYNC240 - two names of one file share a lock
        check_place(path)
        lock = FileLock(path)
        connection = connect(path, BUSY_SECONDS)
        try:
            await connection
            await connection.run(_prepare)
        except BaseException as error:
            await connection.close()
            lock.release()
            if not isinstance(error, Exception):
                raise
            trouble = explain(error, path)
            raise trouble from trouble.__cause__
        return cls(path, connection, lock)

    async def read(self, sql: str, params: Params = NOTHING, /) -> list[Row]:
        self._wake()
        future: asyncio.Future[list[Row]] = self._loop.create_future()
        self._reads.append(Read(future, sql, params))
        return await future

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        self._wake()
        future: asyncio.Future[list[list[Row]]] = self._loop.create_future()
        self._transactions.append(Transaction(future, writes))
        return await future

    async def close(self) -> None:
        """Finish what was asked, then close."""
        if not self._open:
            return
        self._open = False
        try:
            await self._idle.wait()
        finally:
            await self._connection.close()
            self._lock.release()

    def _wake(self) -> None:
        if not self._open:
            raise StoreError("The database is closed: the bot is stopping.")
        if self._idle.is_set():
            self._idle.clear()
            self._loop.call_soon(self._hop)  # not at once: what this round of the loop still asks for comes along

    def _hop(self) -> None:
        reads = [read for read in self._reads if not read.future.done()]
        self._reads.clear()
        batch: list[Transaction] = []
        while self._transactions and len(batch) < MOST_PER_COMMIT:
            transaction = self._transactions.popleft()
            if not transaction.future.done():  # a caller that was cancelled while it waited
                batch.append(transaction)
        if reads or batch:
            self._connection.post(partial(self._work, reads, batch))
        else:
            self._idle.set()

    def _work(self, reads: list[Read], batch: list[Transaction]) -> None:
        """In the thread. Reads are answered before the commit, which may take a while on a slow disk."""
        connection, answer = self._connection.raw, self._loop.call_soon_threadsafe
        outcomes = read_all(connection, self._path, reads)
        if batch:
            answer(resolve, outcomes)
            outcomes = commit_all(connection, self._path, batch)
        answer(self._land, outcomes)

    def _land(self, outcomes: list[Outcome]) -> None:
        resolve(outcomes)
        self._loop.call_soon(self._hop)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma secure_delete = on")  # what is deleted is gone from the file too, not only unlinked
    connection.execute("select count(*) from sqlite_master")  # a file that is damaged or no database shows here
