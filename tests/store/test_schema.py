"""What the schema itself refuses, on either engine."""

import asyncio

import pytest

from bot.store.database import Database, Violation, Write

from .rows import person

Row = dict[str, object]

ROWS: dict[str, Row] = {
    "people": {"id": 1, "created_at": 1, "seen_at": 1},
    "content": {"version": "v1", "body": "{}", "created_at": 1},
    "prompts": {"person": 1, "kind": "check", "args": "{}"},
    "deals": {"id": 10, "person": 1, "number": 1, "created_at": 1},
    "checks": {
        "id": 100, "deal": 10, "person": 1, "content": "v1", "state": "open", "started_at": 1, "touched_at": 1
    },
    "steps": {
        "id": 200, "person": 1, "deal": 10, "source": 100, "finding": "cycle.focus", "rows": "[]", "day": "2026-11-24",
        "taken_at": 1
    },
    "visits": {"id": 300, "person": 1, "deal": 10, "day": "2026-11-24", "created_at": 1},
    "pictures": {"key": "deal:100", "person": 1, "file_id": "A", "at": 1},
    "ledger": {
        "slot": "morning:1:2026-11-24", "person": 1, "chat": 1, "kind": "morning", "call": "{}", "due_at": 1, "at": 1
    },
    "misses": {"id": 1000, "person": 1, "lang": "en", "query": "tender", "at": 1},
    "teams": {"id": 2000, "name": "North", "created_at": 1},
    "members": {"team": 2000, "person": 1, "shown_as": "Anna", "joined_at": 1},
    "invites": {"id": 2100, "team": 2000, "made_by": 1, "hash": "a", "created_at": 1, "ends_at": 2},
    "shares": {"deal": 10, "team": 2000, "shared_at": 1},
    "tips": {"id": 2200, "team": 2000, "author": 1, "kind": "text", "body": "{}", "created_at": 1},
    "told": {"person": 1, "day": "2026-11-24", "tip": "cycle.b2b.1", "source": "deal", "at": 1},
    "pushes": {"id": 2300, "team": 2000, "author": 1, "tip": "cycle.b2b.1", "mode": "now", "at": 1},
    "lineup": {"id": 2500, "team": 2000, "added_by": 1, "tip": "cycle.b2b.1", "at": 1},
    "places": {"chat": -100, "team": 2000, "title": "Sales", "at": 1},
    "reviews": {"person": 1, "about": "cycle", "card": "{}", "due": "2026-11-24", "at": 1},
    "answers": {"id": 2400, "person": 1, "about": "cycle", "day": "2026-11-24", "at": 1},
    "inbox": {"update_id": 5, "lane": 1, "body": "{}", "at": 1},
}  # fmt: skip
ORDER = [
    "people", "content", "prompts", "deals", "checks", "steps", "visits", "pictures", "ledger", "misses", "teams",
    "members", "invites", "shares", "tips", "told", "pushes", "lineup", "places", "reviews", "answers", "inbox"
]  # fmt: skip

NEW: dict[str, Row] = {
    "people": {"id": 2},
    "content": {"version": "v2"},
    "prompts": {"person": 2},
    "deals": {"id": 11, "number": 2},
    "checks": {"id": 101, "state": "done"},
    "steps": {"id": 201, "state": "done"},
    "visits": {"id": 301, "day": "2026-11-25"},
    "pictures": {"key": "deal:101"},
    "ledger": {"slot": "morning:1:2026-11-25"},
    "misses": {"id": 1001},
    "teams": {"id": 2001},
    "members": {"team": 2001},
    "invites": {"id": 2101, "hash": "b"},
    "shares": {"deal": 11},
    "tips": {"id": 2201},
    "told": {"day": "2026-11-25"},
    "pushes": {"id": 2301},
    "lineup": {"id": 2501},
    "places": {"chat": -101},
    "reviews": {"about": "offer"},
    "answers": {"id": 2401},
    "inbox": {"update_id": 6},
}
"""What another row of the table needs to differ in."""

EMPTY = (("prompts", "person"), ("ledger", "person"), ("places", "chat"))
"""A key of one number is filled in by SQLite; who a message is for may be nobody."""

REFUSED: list[tuple[str, Row]] = [
    *((table, {}) for table in ROWS if table != "inbox"),
    ("inbox", {}),
    *((table, NEW[table] | {column: None}) for table, row in ROWS.items() for column in row
      if column not in ("id", "seq") and (table, column) not in EMPTY),
    ("prompts", {"person": 7}),
    ("visits", {"id": 301}),
    ("deals", {"id": 11}),
    ("deals", {"id": 11, "person": 7}),
    ("checks", NEW["checks"] | {"deal": 7}),
    ("checks", NEW["checks"] | {"person": 7}),
    ("checks", NEW["checks"] | {"content": "v7"}),
    ("checks", NEW["checks"] | {"state": "lost"}),
    ("checks", NEW["checks"] | {"state": "open"}),
    ("misses", {"id": 1001, "person": 7}),
    ("inbox", {"update_id": 6, "state": "lost"}),
    ("inbox", {"update_id": 6, "tries": None}),
    ("people", {"id": 2, "deals": None}),
    ("checks", NEW["checks"] | {"answers": None}),
    ("checks", NEW["checks"] | {"rev": None}),
    ("checks", NEW["checks"] | {"flags": None}),
    ("checks", NEW["checks"] | {"fresh": None}),
    ("steps", NEW["steps"] | {"state": "open"}),
    ("steps", NEW["steps"] | {"state": "lost"}),
    *(("steps", NEW["steps"] | {to: 7}) for to in ("person", "deal", "source")),
    ("visits", NEW["visits"] | {"state": "lost"}),
    *(("visits", NEW["visits"] | {to: 7}) for to in ("person", "deal")),
    ("pictures", NEW["pictures"] | {"person": 7}),
    ("ledger", NEW["ledger"] | {"state": "lost"}),
    ("ledger", NEW["ledger"] | {"person": 7}),
    ("members", {"team": 2000, "person": 2, "role": "boss"}),
    ("members", {"team": 2000, "person": 7}),
    ("members", {"team": 7, "person": 1}),
    ("invites", NEW["invites"] | {"hash": "a"}),
    *(("invites", NEW["invites"] | {to: 7}) for to in ("team", "made_by")),
    ("shares", {"deal": 7}),
    ("shares", {"team": 7}),
    ("tips", NEW["tips"] | {"kind": "video"}),
    *(("tips", NEW["tips"] | {to: 7}) for to in ("team", "author")),
    ("told", NEW["told"] | {"said": "perhaps"}),
    ("told", NEW["told"] | {"person": 7}),
    ("told", {"tip": "cycle.b2b.2"}),
    ("pushes", NEW["pushes"] | {"mode": "soon"}),
    ("pushes", NEW["pushes"] | {"state": "lost"}),
    ("pushes", NEW["pushes"] | {"work": "lost"}),
    *(("pushes", NEW["pushes"] | {to: 7}) for to in ("team", "author")),
    *(("lineup", NEW["lineup"] | {to: 7}) for to in ("team", "added_by")),
    ("places", NEW["places"] | {"team": 7}),
    ("reviews", NEW["reviews"] | {"person": 7}),
    ("answers", NEW["answers"] | {"person": 7}),
]  # fmt: skip


def insert(table: str, **changes: object) -> Write:
    row = {**ROWS[table], **changes}
    return Write(f"insert into {table} ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})", row)


@pytest.fixture
async def full(db: Database) -> Database:
    await db.commit([insert(table) for table in ORDER] + [person(2)])
    return db


async def count(db: Database, table: str) -> int:
    return int((await db.read(f"select count(*) as many from {table}"))[0]["many"])


async def test_what_is_refused(full: Database) -> None:
    for table, changes in REFUSED:
        with pytest.raises(Violation):
            pytest.fail(f"{table} {changes} was accepted: {await full.commit([insert(table, **changes)])}")


async def test_another_row_of_each_table_is_welcome(full: Database) -> None:
    await full.commit([Write("delete from people where id = 2")])
    await full.commit([insert(table, **NEW[table]) for table in ORDER])
    assert [await count(full, table) for table in ORDER] == [2] * len(ORDER)


async def test_what_is_left_out_has_a_default(full: Database) -> None:
    found = {table: dict((await full.read(f"select * from {table}"))[0]) for table in ("deals", "checks", "inbox")}
    nothing: Row = dict.fromkeys(["stage", "public", "guess", "finished_at", "result"])
    unknown: Row = dict.fromkeys(["name", "reason", "closed_at", "check_now", "check_before", "offered_at"])
    assert found["deals"] == ROWS["deals"] | unknown | {"kind": "deal", "state": "open", "touched_at": 0}
    news: Row = {"todo": None, "fresh": "[]", "prior": None, "nudged": 0}
    assert found["checks"] == ROWS["checks"] | nothing | news | {"answers": "{}", "flags": "{}", "rev": 0}
    assert found["inbox"] == ROWS["inbox"] | {"seq": 1, "state": "new", "calls": None, "tries": 0}
    assert (await full.read("select deals, lang from people"))[0]["deals"] == 0
    assert (await full.read("select misses from prompts"))[0]["misses"] == 0


async def test_one_person_has_one_open_check_and_any_number_of_others(full: Database) -> None:
    for number, state in enumerate(["done", "aside", "done", "aside"]):
        await full.commit([insert("checks", id=200 + number, state=state)])
    await full.commit([insert("deals", id=20 + n, person=2, number=n) for n in range(5)])
    race = [full.commit([insert("checks", id=300 + n, person=2, deal=20 + n)]) for n in range(5)]
    results = await asyncio.gather(*race, return_exceptions=True)
    assert sorted(isinstance(result, Violation) for result in results) == [False] + [True] * 4


async def test_a_short_check_may_be_open_beside_a_whole_one_but_only_one_of_a_deal(full: Database) -> None:
    short = {"todo": "[]", "state": "open"}
    with pytest.raises(Violation):
        await full.commit([insert("checks", id=300, deal=10, **short)])
    await full.commit([insert("deals", id=20, number=2), insert("checks", id=301, deal=20, **short)])


async def test_with_a_person_goes_all_that_is_theirs(full: Database) -> None:
    await full.commit([Write("delete from people where id = 1", hits=1)])
    left = {table: await count(full, table) for table in ORDER}
    assert left == dict.fromkeys(ORDER, 0) | {"people": 1, "content": 1, "inbox": 1, "teams": 1, "places": 1}


async def test_content_stays_while_a_check_refers_to_it(full: Database) -> None:
    with pytest.raises(Violation):
        await full.commit([Write("delete from content")])
    await full.commit([Write("delete from checks"), Write("delete from content", hits=1)])


async def test_a_number_of_the_inbox_is_never_used_again(full: Database) -> None:
    await full.commit([Write("delete from inbox"), insert("inbox")])
    assert (await full.read("select seq from inbox"))[0]["seq"] == 2


async def test_a_team_has_one_owner(full: Database) -> None:
    owner = {"team": 2000, "person": 2, "role": "owner"}
    await full.commit([insert("members", **owner)])
    with pytest.raises(Violation):
        await full.commit([Write("update members set role = 'owner' where person = 1")])


async def test_with_a_team_goes_all_that_is_its(full: Database) -> None:
    await full.commit([Write("delete from teams", hits=1)])
    gone = ("members", "invites", "shares", "tips", "pushes", "lineup", "places")
    assert [await count(full, table) for table in gone] == [0] * len(gone)
    assert await count(full, "deals") == 1


async def test_a_shown_deal_stays_shown_when_the_one_who_opened_it_goes(full: Database) -> None:
    await full.commit(
        [Write("update shares set opened_at = 5, opened_by = 2"), Write("delete from people where id = 2")]
    )
    (share,) = await full.read("select opened_at, opened_by from shares")
    assert (share["opened_at"], share["opened_by"]) == (5, None)


async def test_what_goes_with_a_row_is_found_by_an_index(sqlite_db: Database) -> None:
    """SQLite looks through a whole table for each deleted row it may point to; an index of some rows does not help."""
    for table in ROWS:
        indexes = await sqlite_db.read(f"select name from pragma_index_list('{table}') where partial = 0")
        first = {row["cid"] for index in indexes for row in await sqlite_db.read(
            f"select cid from pragma_index_info('{index['name']}') where seqno = 0")}  # fmt: skip
        columns = await sqlite_db.read(f"select cid, name, pk from pragma_table_info('{table}')")
        found = {row["name"] for row in columns if row["cid"] in first or row["pk"]}
        keys = {row["from"] for row in await sqlite_db.read(f"select * from pragma_foreign_key_list('{table}')")}
        assert keys <= found, table
