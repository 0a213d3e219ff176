"""What is PostgreSQL's own: numbered parameters, and a server that can go away."""

import asyncio

import pytest

from bot.store.database import StoreError, open_database
from bot.store.postgres import numbered
from tests.conftest import execute

from .rows import people, person


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select :a, :b_2, :a", ("select $1, $2, $1", ("a", "b_2"))),
        ("select ':a', 'it''s :b', :c", ("select ':a', 'it''s :b', $1", ("c",))),
        ('select "x:y", :a', ('select "x:y", $1', ("a",))),
        ("select :a::text, 1::int", ("select $1::text, 1::int", ("a",))),
        ("select 1 -- :a\n, :b /* :c */", ("select 1 -- :a\n, $1 /* :c */", ("b",))),
        ("select 1", ("select 1", ())),
    ],
)
def test_names_become_numbers_but_not_inside_quotes(sql: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert numbered(sql) == expected


async def test_a_database_that_does_not_exist(postgresql: str) -> None:
    with pytest.raises(StoreError, match="no database of this name: create it"):
        await open_database(postgresql.replace("/postgres?", "/nowhere?"))


async def test_a_user_who_does_not_exist(postgresql: str) -> None:
    with pytest.raises(StoreError, match="refuses this user or password"):
        await open_database(postgresql.replace("//postgres:", "//nobody:"))


async def test_a_server_that_goes_away_and_comes_back(postgresql: str, migrated_postgresql: str) -> None:
    await execute(migrated_postgresql, "truncate people cascade")
    db = await open_database(migrated_postgresql)
    others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
    slow = asyncio.create_task(db.read("select pg_sleep(20)"))
    await asyncio.sleep(0.1)
    await execute(migrated_postgresql, f"{others} and pid <> pg_backend_pid()")
    with pytest.raises(StoreError, match=r"starting or stopping|connection to PostgreSQL was lost"):
        await slow
    await db.commit([person(1)])
    assert await people(db) == {1: 0}
    await db.close()


async def test_a_read_only_server_is_explained(migrated_postgresql: str) -> None:
    db = await open_database(f"{migrated_postgresql}&default_transaction_read_only=on")
    with pytest.raises(StoreError, match="read-only: point DATABASE_URL at the primary"):
        await db.commit([person(1)])
    await db.close()
