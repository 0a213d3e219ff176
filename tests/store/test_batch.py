"""One BEGIN .. COMMIT for all who wait."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.batch import Transaction, commit_all, read_all, resolve
from bot.store.database import Conflict, Database, StoreError, Violation, Write

from .rows import people, person, set_deals


@pytest.fixture
def connection(sqlite_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as connection:
        yield connection


async def batch(*transactions: list[Write]) -> list[Transaction]:
    loop = asyncio.get_running_loop()
    return [Transaction(loop.create_future(), writes) for writes in transactions]


async def statements(connection: sqlite3.Connection, *transactions: list[Write]) -> list[str]:
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    commit_all(connection, "coach.db", await batch(*transactions))
    connection.set_trace_callback(None)
    return [statement.split(" into ")[0].casefold() for statement in seen]


async def test_one_transaction_needs_no_savepoint(connection: sqlite3.Connection) -> None:
    assert await statements(connection, [person(1), person(2)]) == [
        "begin immediate", "insert", "insert", "commit"
    ]  # fmt: skip


async def test_many_transactions_share_one_commit(connection: sqlite3.Connection) -> None:
    one = ["savepoint one", "insert", "release one"]
    seen = await statements(connection, [person(1)], [person(2)], [person(3)])
    assert seen == ["begin immediate", *one, *one, *one, "commit"]


async def test_nobody_is_answered_before_the_commit(connection: sqlite3.Connection) -> None:
    waiting = await batch([person(1)], [person(2), set_deals(9, 9)])
    outcomes = commit_all(connection, "coach.db", waiting)
    assert not any(transaction.future.done() for transaction in waiting)
    assert not connection.in_transaction
    resolve(outcomes)
    assert waiting[0].future.result() == []
    assert isinstance(waiting[1].future.exception(), Conflict)
    assert read_all(connection, "coach.db", []) == []


async def test_a_commit_that_fails_fails_all_of_its_transactions(sqlite_db: Database) -> None:
    late = Write("pragma defer_foreign_keys = on")  # the violation shows at the commit
    orphan = Write("insert into prompts (person, kind, args) values (77, 'check', '{}')")
    results = await asyncio.gather(
        sqlite_db.commit([person(1)]), sqlite_db.commit([late, orphan]), return_exceptions=True
    )
    assert [type(result) for result in results] == [Violation, Violation]
    assert await people(sqlite_db) == {}
    await sqlite_db.commit([person(1)])
    assert await people(sqlite_db) == {1: 0}


async def test_a_full_disk_is_explained_and_loses_nothing(sqlite_db: Database) -> None:
    await sqlite_db.commit([person(1)])
    pages = (await sqlite_db.read("pragma page_count"))[0]["page_count"]
    await sqlite_db.read(f"pragma max_page_count = {pages}")
    large = Write("insert into content values ('1', :body, 1)", {"body": "x" * 100_000})
    small = [sqlite_db.commit([set_deals(1, 5)]) for _ in range(3)]
    results = await asyncio.gather(*small, sqlite_db.commit([large]), return_exceptions=True)
    assert isinstance(results[3], StoreError)
    assert "is full: make room" in str(results[3])
    assert (await people(sqlite_db) == {1: 5}) is (results[0] == [])
    await sqlite_db.commit([set_deals(1, 6)])
    assert await people(sqlite_db) == {1: 6}
