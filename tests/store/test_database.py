"""What both engines promise."""

import asyncio

import pytest

from bot.store.database import Conflict, Database, StoreError, Violation, Write, open_database

from .rows import people, person, set_deals


async def test_a_transaction_answers_the_rows_of_its_returning_writes_in_order(db: Database) -> None:
    sql = "insert into people (id, deals, created_at, seen_at) values (:id, 0, 1, 1) returning id, lang"
    answers = await db.commit(
        [
            Write(sql, {"id": 5}, hits=1, returning=True),
            person(6),
            Write("delete from people where id > :id returning id", {"id": 90}, returning=True),
            Write(sql, {"id": 7}, returning=True),
        ]
    )
    assert [[dict(row) for row in rows] for rows in answers] == [
        [{"id": 5, "lang": None}],
        [],
        [{"id": 7, "lang": None}],
    ]


async def test_numbers_keep_64_bits(db: Database) -> None:
    await db.commit([person(2**63 - 1), person(-(2**63))])
    assert list(await people(db)) == [-(2**63), 2**63 - 1]


async def test_an_empty_transaction_is_fine(db: Database) -> None:
    assert await db.commit([]) == []


async def test_a_write_that_misses_its_rows_undoes_the_whole_transaction(db: Database) -> None:
    with pytest.raises(Conflict):
        await db.commit([person(1), set_deals(2, 3)])
    nobody = Write("delete from people where id = 9 returning id", hits=1, returning=True)
    with pytest.raises(Conflict):
        await db.commit([person(1), nobody])
    assert await people(db) == {}


async def test_a_constraint_undoes_the_whole_transaction(db: Database) -> None:
    await db.commit([person(1)])
    with pytest.raises(Violation):
        await db.commit([person(2), person(1)])
    assert await people(db) == {1: 0}


async def test_a_refused_row_is_not_repeated_by_the_error(db: Database) -> None:
    deal = "insert into deals (id, person, number, name, created_at) values (1, 1, 1, 'Molkombinat', null)"
    with pytest.raises(Violation) as refused:
        await db.commit([person(1), Write(deal)])
    assert "Molkombinat" not in str(refused.value)


async def test_a_mistake_in_sql_is_no_conflict_and_harms_nobody(db: Database) -> None:
    results = await asyncio.gather(
        db.commit([person(1)]),
        db.commit([person(2), Write("update nowhere set x = 1")]),
        db.read("select * from nowhere"),
        db.commit([person(3)]),
        return_exceptions=True,
    )
    assert [isinstance(result, Exception) for result in results] == [False, True, True, False]
    assert not any(isinstance(result, Conflict | StoreError) for result in results)
    assert list(await people(db)) == [1, 3]


async def test_of_many_at_once_only_the_failing_ones_roll_back(db: Database) -> None:
    await db.commit([person(n) for n in range(0, 200, 5)])
    results = await asyncio.gather(
        *(db.commit([person(1000 + n), person(n), set_deals(n, n)]) for n in range(200)),
        return_exceptions=True,
    )
    assert [isinstance(result, Violation) for result in results] == [n % 5 == 0 for n in range(200)]
    expected = {n: n for n in range(200) if n % 5} | {1000 + n: 0 for n in range(200) if n % 5}
    assert await people(db) == expected | dict.fromkeys(range(0, 200, 5), 0)


async def test_of_two_who_saw_the_same_one_wins(db: Database) -> None:
    await db.commit([person(1)])
    once = Write("update people set deals = 1 where id = 1 and deals = 0", hits=1)
    results = await asyncio.gather(*(db.commit([once]) for _ in range(8)), return_exceptions=True)
    assert sorted(isinstance(result, Conflict) for result in results) == [False] + [True] * 7


async def test_everybody_reads_what_was_committed_before(db: Database) -> None:
    async def live(id: int) -> None:
        await db.commit([person(id)])
        for deals in range(1, 6):
            await db.commit([set_deals(id, deals)])
            rows = await db.read("select deals from people where id = :id", {"id": id})
            assert rows[0]["deals"] == deals

    await asyncio.gather(*(live(id) for id in range(100)))


async def test_a_cancelled_caller_disturbs_nobody(db: Database) -> None:
    tasks = [asyncio.create_task(db.commit([person(n)])) for n in range(150)]
    reads = [asyncio.create_task(db.read("select 1 as one")) for _ in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2] + reads[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, *reads, return_exceptions=True)
    assert sum(isinstance(result, asyncio.CancelledError) for result in results) <= 85
    assert not any(isinstance(result, Exception) for result in results)
    assert set(range(1, 150, 2)) <= set(await people(db))


async def test_all_callers_cancelled_and_it_still_works(db: Database) -> None:
    tasks = [asyncio.create_task(db.commit([person(n)])) for n in range(200)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await db.commit([person(500)])
    assert 500 in await people(db)


async def test_closing_finishes_what_was_asked_and_then_refuses(url: str) -> None:
    database = await open_database(url)
    tasks = [asyncio.create_task(database.commit([person(n)])) for n in range(100)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*tasks)
    await database.close()
    with pytest.raises(StoreError, match="closed"):
        await database.read("select 1")
    with pytest.raises(StoreError, match="closed"):
        await database.commit([person(1)])
    again = await open_database(url)
    assert len(await people(again)) == 100
    await again.close()


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("coach.db", "not an address"),
        ("mysql://root:secret@localhost/x", "'mysql', which is not known"),
        ("postgres://root:secret@localhost/x", "write sqlite"),
        ("sqlite:///:memory:", "forgets everything"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite://coach.db", "names no file"),
        ("sqlite:///coach.db?mode=ro", "names no file"),
        ("postgresql://user:secret@localhost:port/x", "cannot be read"),
        ("postgresql://user:secret@127.0.0.1:1/x", "cannot be reached"),
    ],
)
async def test_an_address_that_leads_nowhere_is_explained(url: str, hint: str) -> None:
    with pytest.raises(StoreError, match=hint) as caught:
        await open_database(url)
    assert "secret" not in str(caught.value)
