"""Every test of the store runs on both engines, on a real PostgreSQL server that is started once a session."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database, open_database
from bot.store.migrate import migrate
from tests.conftest import WORKER, execute

TABLES = (
    "people, prompts, deals, checks, steps, visits, pictures, ledger, misses, teams, members, invites, shares, tips, "
    "told, pushes, lineup, places, reviews, answers, content, inbox"
)

EMPTY = f"""
set session_replication_role = replica;
{"".join(f"delete from {table};" for table in TABLES.split(", "))}
select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences
where last_value is not null;
"""
"""All rows go, in any order. A `truncate` makes new files for every table and index: that takes many times as long."""


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: str) -> str:
    name = f"coach_{WORKER}"
    asyncio.run(execute(postgresql, f"create database {name}"))
    url = postgresql.replace("/postgres?", f"/{name}?")
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
    asyncio.run(execute(address, EMPTY))
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
