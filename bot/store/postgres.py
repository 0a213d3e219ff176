"""PostgreSQL through asyncpg's pool: one transaction each. Imported only when an address asks for it."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from bot.store.database import NOTHING, Conflict, Params, Row, StoreError, Write
from bot.store.postgres_trouble import explain, opening

CONNECTIONS = 10
CONNECT_SECONDS = 10.0

# Whatever may hide a colon is matched first and left alone: 'text', "name", -- remark, /* remark */, ::cast
_PARTS = re.compile(r"""('(?:[^']|'')*'|"[^"]*"|--[^\n]*|/\*.*?\*/|::)|:([A-Za-z_]\w*)""", re.DOTALL)


@lru_cache(maxsize=512)
def numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """`:name` as `$1`, and the names in the order of their numbers."""
    names: list[str] = []

    def number(match: re.Match[str]) -> str:
        quoted, name = match.groups()
        if quoted is not None:
            return str(quoted)
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return _PARTS.sub(number, sql), tuple(names)


class PostgresDatabase:
    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._open = True
        self._asking = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        try:
            pool = await asyncpg.create_pool(
                url, min_size=1, max_size=CONNECTIONS, timeout=CONNECT_SECONDS, reset=_leave_as_it_is
            )
        except Exception as error:  # asyncpg, sockets, ssl and the address each have their own
            raise opening(error) from None  # the cause may repeat the address and its password
        return cls(pool)

    async def read(self, sql: str, params: Params = NOTHING, /) -> list[Row]:
        text, names = numbered(sql)
        with self._asked():
            rows: list[Row] = await self._pool.fetch(text, *[params[name] for name in names])
        return rows

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        with self._asked():
            async with self._pool.acquire() as connection, connection.transaction():
                return await _apply(connection, writes)

    async def close(self) -> None:
        """Finish what was asked, then close."""
        if not self._open:
            return
        self._open = False
        try:
            await self._idle.wait()
        finally:
            await self._pool.close()

    @contextmanager
    def _asked(self) -> Iterator[None]:
        if not self._open:
            raise StoreError("The database is closed: the bot is stopping.")
        self._asking += 1
        self._idle.clear()
        try:
            yield
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            trouble = explain(error)
            if trouble is error:
                raise
            raise trouble from error
        finally:
            self._asking -= 1
            if not self._asking:
                self._idle.set()


async def _leave_as_it_is(_: object) -> None:
    """Saves a round trip: no statement of ours changes the session, and asyncpg itself rolls back."""


async def _apply(connection: Any, writes: Sequence[Write]) -> list[list[Row]]:
    answers: list[list[Row]] = []
    for write in writes:
        text, names = numbered(write.sql)
        values = [write.params[name] for name in names]
        if write.returning:
            rows = await connection.fetch(text, *values)
            answers.append(rows)
            hits = len(rows)
        else:
            tag = await connection.execute(text, *values)  # "UPDATE 1"
            hits = int(tag.rpartition(" ")[2]) if write.hits is not None else 0
        if write.hits is not None and hits != write.hits:
            raise Conflict(f"{hits} rows instead of {write.hits}: {write.sql}")
    return answers
