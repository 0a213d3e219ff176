"""Run by Alembic in the subprocess of bot.store.migrate: one transaction, one migrator at a time."""

import asyncio
import sqlite3

from alembic import context
from sqlalchemy import Connection, create_engine, pool

from bot.store.database import engine_of, sqlite_path

LOCK = {"sqlite": "begin immediate", "postgresql": "select pg_advisory_xact_lock(7233176)"}
"""Parallel replicas wait here; then the version is read, so the second finds nothing to do."""


def upgrade(connection: Connection) -> None:
    connection.exec_driver_sql(LOCK[connection.dialect.name])
    context.configure(connection=connection, transactional_ddl=True)
    context.run_migrations()


def upgrade_sqlite(url: str) -> None:
    def connect() -> sqlite3.Connection:
        # isolation_level=None: Python's own BEGIN would leave the DDL outside the transaction
        return sqlite3.connect(sqlite_path(url), timeout=5, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=pool.NullPool)
    with engine.begin() as connection:
        upgrade(connection)


async def upgrade_postgresql(url: str) -> None:
    import asyncpg  # type: ignore[import-untyped]
    from sqlalchemy.ext.asyncio import create_async_engine

    async def connect() -> object:
        return await asyncpg.connect(url)  # asyncpg reads the address itself, as it does for the bot

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


address: str = context.config.attributes["url"]
if engine_of(address) == "sqlite":
    upgrade_sqlite(address)
else:
    asyncio.run(upgrade_postgresql(address))
