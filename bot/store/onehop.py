"""aiosqlite keeps a thread per connection; here a whole function goes there in one hop.

Relies on `_tx`, the queue of (future, function) of aiosqlite 0.22: test_onehop.py shows when an upgrade breaks that.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import aiosqlite

T = TypeVar("T")


class OneHop(aiosqlite.Connection):
    @property
    def raw(self) -> sqlite3.Connection:
        """For use in the thread only."""
        return self._conn

    def post(self, work: Callable[[], object]) -> None:
        """Run `work` in the thread; it must not raise, and sees to its own answer."""
        self._tx.put_nowait((None, work))

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((future, partial(work, self._conn)))
        return await future


def connect(path: str, busy_timeout: float) -> OneHop:
    def connector() -> sqlite3.Connection:
        # isolation_level=None: the only BEGIN is ours
        return sqlite3.connect(path, timeout=busy_timeout, isolation_level=None, cached_statements=256)

    return OneHop(connector, iter_chunk_size=64)
