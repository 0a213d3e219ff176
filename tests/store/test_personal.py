"""Everything of a person is handed out, and nothing is left when they are forgotten."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.person import export
from bot.store import inbox, personal
from bot.store.database import Database, Write, open_database
from tests.store.conftest import TABLES

ANNA, ILYA, GROUP = 7_100_001, 7_100_002, -100_500
SECRET = "Молкомбинат «Ромашка» 7100001"
NOT_PERSONAL = {"content", "places", "alembic_version"}
SCHEMA = Path(__file__).parents[2] / "docs" / "mydata.schema.json"

ROWS: dict[str, dict[str, object]] = {
    "people": {"id": ANNA, "lang": "ru", "deals": 1, "created_at": 1, "seen_at": 2, "habits": '{"zone": "Asia/Omsk"}',
               "morning_day": "2026-11-24", "morning_at": 3, "unreachable_at": 4},
    "prompts": {"person": ANNA, "kind": "check", "args": '{"about": 12}', "misses": 1},
    "deals": {"id": 11, "person": ANNA, "number": 1, "name": SECRET, "kind": "deal", "created_at": 5, "state": "lost",
              "reason": "cycle", "closed_at": 6, "touched_at": 7, "check_now": 12, "check_before": 12,
              "offered_at": 8},
    "checks": {"id": 12, "deal": 11, "person": ANNA, "content": "v1", "state": "open",
               "answers": json.dumps({"cycle": "b2b"}), "stage": "offer", "public": 0, "guess": 4,
               "flags": '["seen"]', "rev": 3, "started_at": 9, "touched_at": 10, "finished_at": 11,
               "result": '{"fit": 2.5}', "todo": '["cycle"]', "fresh": '["cycle"]', "prior": 12, "nudged": 1},
    "steps": {"id": 13, "person": ANNA, "deal": 11, "source": 12, "finding": "cycle.focus", "rows": '["focus"]',
              "day": "2026-11-25", "state": "open", "reminders": 2, "reminded_day": "2026-11-24", "taken_at": 12,
              "ended_at": 13},
    "visits": {"id": 14, "person": ANNA, "deal": 11, "day": "2026-11-26", "ask_at": 14, "state": "planned",
               "about": "cycle", "created_at": 15},
    "pictures": {"key": "deal:12:1:ru", "person": ANNA, "file_id": "AgACAgI", "at": 16},
    "misses": {"id": 15, "person": ANNA, "lang": "ru", "query": SECRET, "at": 17},
    "ledger": {"id": 16, "slot": f"morning:{ANNA}:2026-11-24", "person": ANNA, "chat": ANNA, "kind": "morning",
               "once": 1, "call": json.dumps(["sendMessage", {"text": SECRET}]), "state": "sent", "due_at": 18,
               "expires_at": 19, "tries": 1, "courier": "c", "lease_until": 20, "message": 21, "error": "e", "at": 22,
               "push": 27, "rev": 1},
    "teams": {"id": 23, "name": SECRET, "rev": 1, "created_at": 23},
    "members": {"team": 23, "person": ANNA, "role": "owner", "shown_as": SECRET, "joined_at": 24,
                "digest_at": 25},
    "invites": {"id": 24, "team": 23, "made_by": ANNA, "hash": "f" * 64, "many": 1, "uses": 2, "created_at": 25,
                "ends_at": 26, "withdrawn_at": 27},
    "shares": {"deal": 11, "team": 23, "shared_at": 28, "opened_at": 29, "opened_by": ANNA,
               "told_day": "2026-11-24"},
    "tips": {"id": 25, "team": 23, "author": ANNA, "kind": "text", "body": json.dumps({"text": SECRET}),
             "created_at": 30, "deleted_at": 31},
    "told": {"person": ANNA, "day": "2026-11-24", "tip": "own:25", "about": "cycle", "source": "manager", "said": "yes",
             "push": 27, "at": 32},
    "pushes": {"id": 27, "team": 23, "author": ANNA, "tip": "own:25", "mode": "date", "day": "2026-11-25",
               "state": "running", "work": "send", "cursor": 1, "rev": 1, "report": 33, "at": 34, "next_at": 35},
    "lineup": {"id": 29, "team": 23, "added_by": ANNA, "tip": "own:25", "place": 1, "at": 36},
    "reviews": {"person": ANNA, "about": "cycle", "card": '{"state": 2}', "due": "2026-11-30", "at": 36,
                "poll": "5"},
    "answers": {"id": 28, "person": ANNA, "about": "cycle", "day": "2026-11-24", "correct": 1, "at": 37},
}  # fmt: skip
"""A row of every table with something in every column."""


def insert(table: str, row: Mapping[str, object]) -> Write:
    names = ", ".join(row)
    return Write(f"insert into {table} ({names}) values ({', '.join(f':{name}' for name in row)})", row)


def said(person: int, chat: int, text: str = SECRET, **more: object) -> str:
    sender = {"id": person, "is_bot": False, "first_name": "A"}
    message = {"message_id": 1, "from": sender, "chat": {"id": chat, "type": "x"}, "text": text, **more}
    return json.dumps({"update_id": 1, "message": message}, ensure_ascii=False)


async def fill(db: Database) -> None:
    content = {"version": "v1", "body": "{}", "created_at": 1}
    await db.commit([insert("content", content), *(insert(table, row) for table, row in ROWS.items())])


async def columns(db: Database) -> dict[str, set[str]]:
    """Every table of the database itself, and its columns."""
    found: dict[str, set[str]] = {}
    for table in [*TABLES.split(", "), *NOT_PERSONAL]:
        rows = await db.read(f"select * from {table}")
        found[table] = set(rows[0].keys()) if rows else set()
    return found


async def everything(db: Database) -> str:
    """All rows of all tables as one text."""
    rows = [row for table in TABLES.split(", ") for row in await db.read(f"select * from {table}")]
    return "\n".join(str(dict(row)) for row in rows)


async def state_of(db: Database) -> dict[int, tuple[str, int]]:
    rows = await db.read("select update_id, state, lane from inbox order by seq")
    return {row["update_id"]: (row["state"], row["lane"]) for row in rows}


async def forget(db: Database, person: int = ANNA) -> None:
    await db.commit(personal.forget(person, await personal.updates_elsewhere(db, person)))


async def test_a_row_of_every_table_is_handed_out_with_every_column(db: Database) -> None:
    await fill(db)
    await inbox.receive(db, [(1, ANNA, said(ANNA, ANNA))], 5, None)
    handed = json.loads((await export.written(db, ANNA, 0))[1])
    tables = {table: have for table, have in (await columns(db)).items() if table not in NOT_PERSONAL}
    assert tables.keys() == handed.keys() - {"format", "made_at"}
    for table, have in tables.items():
        (row,) = handed[table]
        assert row.keys() == have, table
        assert table == "inbox" or all(row[name] is not None for name in have), (table, row)


def test_every_table_is_known_to_these_tests(migrated_file: Path) -> None:
    with closing(sqlite3.connect(migrated_file)) as file:
        tables = {name for (name,) in file.execute("select name from sqlite_master where type = 'table'")}
    assert {name for name in tables if not name.startswith("sqlite_")} == {*TABLES.split(", "), "alembic_version"}
    assert {*ROWS, "inbox"} | NOT_PERSONAL == {*TABLES.split(", "), "alembic_version"}


async def test_the_file_is_readable_words_times_and_lists(db: Database) -> None:
    await fill(db)
    await inbox.receive(db, [(1, ANNA, said(ANNA, ANNA))], 5, None)
    name, body = await export.written(db, ANNA, 1_795_500_000_000)
    assert name == "deal-coach-2026-11-24.json"
    text = body.decode()
    assert SECRET.split()[1] in text
    assert "\\u0" not in text
    handed = json.loads(text)
    assert handed["made_at"] == "2026-11-24T06:00:00Z"
    assert handed["people"][0]["habits"] == {"zone": "Asia/Omsk"}
    assert handed["checks"][0]["answers"] == {"cycle": "b2b"}
    assert handed["checks"][0]["result"] == {"fit": 2.5}
    assert handed["ledger"][0]["call"] == ["sendMessage", {"text": SECRET}]
    assert handed["ledger"][0]["due_at"] == "1970-01-01T00:00:00.018000Z"
    assert handed["inbox"][0]["body"]["message"]["text"] == SECRET


async def test_of_somebody_unknown_there_is_nothing(db: Database) -> None:
    await fill(db)
    handed = json.loads((await export.written(db, ILYA, 0))[1])
    assert {key: value for key, value in handed.items() if value} == {"format": 1, "made_at": "1970-01-01T00:00:00Z"}


def test_an_error_about_the_document_repeats_nothing_of_it() -> None:
    with pytest.raises(ValidationError) as wrong:
        export.MyData.model_validate({"made_at": 0, "deals": [{"id": SECRET}]})
    assert SECRET not in str(wrong.value)


def test_the_schema_in_the_documents_is_this_one() -> None:
    assert SCHEMA.read_text("utf-8") == export.schema(), "python -m bot.person.export > docs/mydata.schema.json"


def test_the_documents_name_every_list() -> None:
    text = SCHEMA.with_name("mydata.md").read_text("utf-8")
    for name in export.MyData.model_fields:
        assert f"`{name}`" in text, name


async def test_what_was_written_in_a_group_is_ones_own_and_what_others_wrote_is_not(db: Database) -> None:
    await fill(db)
    bodies = [said(ANNA, GROUP, "anna"), said(ILYA, GROUP, "ilya"), said(ILYA, GROUP, f"call {ANNA}"), said(ANNA, ANNA)]
    await inbox.receive(db, [(n, GROUP if n < 3 else ANNA, body) for n, body in enumerate(bodies)], 5, None)
    handed = json.loads((await export.written(db, ANNA, 0))[1])
    assert [row["update_id"] for row in handed["inbox"]] == [0, 3]


async def test_a_body_that_is_no_json_is_handed_out_and_forgotten_too(db: Database) -> None:
    await fill(db)
    (item,) = await inbox.receive(db, [(1, ANNA, f"{{{SECRET}")], 5, None)
    assert json.loads((await export.written(db, ANNA, 0))[1])["inbox"][0]["body"] == f"{{{SECRET}"
    await db.commit([inbox.done(item.seq, "also none")])
    await forget(db)
    assert SECRET not in await everything(db)


async def test_who_is_forgotten_stands_in_no_table(db: Database) -> None:
    await fill(db)
    items = await inbox.receive(db, [(n, ANNA, said(ANNA, ANNA)) for n in range(4)], 5, None)
    await db.commit([inbox.done(item.seq, json.dumps([["sendMessage", {"chat_id": ANNA}]])) for item in items[:3]])
    for _ in range(inbox.TRIES):
        await inbox.tried(db, items[1].seq)
    await inbox.sent(db, [item.seq for item in items[:2]])
    await db.commit(
        [*personal.forget(ANNA, await personal.updates_elsewhere(db, ANNA)),
         inbox.done(items[3].seq, json.dumps([["sendMessage", {"chat_id": ANNA}]]))]
    )  # fmt: skip
    await inbox.sent(db, [items[3].seq])
    left = await everything(db)
    assert str(ANNA) not in left
    assert SECRET not in left
    assert await state_of(db) == dict.fromkeys(range(4), ("sent", 0))


async def test_nobody_else_loses_anything(db: Database) -> None:
    await fill(db)
    ledger = ROWS["ledger"] | {"id": 99, "slot": "y", "person": ILYA, "chat": ILYA}
    deal = {"id": 21, "person": ILYA, "number": 1, "name": "x", "created_at": 1}
    ilya = {"id": ILYA, "created_at": 1, "seen_at": 1}
    await db.commit([insert("people", ilya), insert("deals", deal), insert("ledger", ledger)])
    await inbox.receive(db, [(1, ILYA, said(ILYA, ILYA)), (2, GROUP, said(ILYA, GROUP, f"{ANNA}"))], 5, None)
    await forget(db)
    assert [row["id"] for row in await db.read("select id from people")] == [ILYA]
    assert [row["id"] for row in await db.read("select id from deals")] == [21]
    assert [row["id"] for row in await db.read("select id from ledger")] == [99]
    assert await state_of(db) == {1: ("new", ILYA), 2: ("new", GROUP)}


async def test_what_waits_in_a_group_is_not_answered_any_more_and_what_comes_later_is(db: Database) -> None:
    await fill(db)
    mentions = said(ILYA, GROUP, "look", entities=[{"type": "text_mention", "user": {"id": ANNA}}])
    rows = [(1, GROUP, said(ANNA, GROUP)), (2, GROUP, mentions), (3, GROUP, mentions), (4, ANNA, said(ANNA, ANNA))]
    items = await inbox.receive(db, rows, 5, None)
    for _ in range(inbox.TRIES):
        await inbox.tried(db, items[2].seq)
    await db.commit([inbox.done(items[2].seq, "[]")])
    await inbox.sent(db, [items[2].seq])
    await forget(db)
    assert await state_of(db) == {1: ("sent", 0), 2: ("new", GROUP), 3: ("sent", 0), 4: ("new", ANNA)}


async def test_an_emptied_update_is_still_known_when_it_is_repeated(db: Database) -> None:
    await fill(db)
    (item,) = await inbox.receive(db, [(1, ANNA, said(ANNA, ANNA))], 5, None)
    await db.commit([*personal.forget(ANNA, []), inbox.done(item.seq, "[]")])
    await inbox.sent(db, [item.seq])
    assert await inbox.receive(db, [(1, ANNA, said(ANNA, ANNA))], 6, None) == []
    assert str(ANNA) not in await everything(db)


async def test_to_forget_twice_is_to_forget_once(db: Database) -> None:
    await fill(db)
    await forget(db)
    await forget(db)
    assert await db.read("select id from people") == []


async def test_what_would_go_is_counted(db: Database) -> None:
    await fill(db)
    assert await personal.counts(db, ANNA) == {"deals": 1, "checks": 1, "misses": 1}
    assert await personal.counts(db, ILYA) == {"deals": 0, "checks": 0, "misses": 0}


@pytest.mark.parametrize("filler", [0, 400])
async def test_the_file_itself_holds_no_trace_once_it_is_closed(sqlite_file: Path, filler: int) -> None:
    db = await open_database(f"sqlite:///{sqlite_file}")
    await db.commit([insert("people", {"id": n, "created_at": 1, "seen_at": 1}) for n in range(1, filler + 1)])
    await fill(db)
    others = [insert("misses", {"id": 1000 + n, "person": n, "lang": "ru", "query": f"q{n}" * 9, "at": 1})
              for n in range(1, filler + 1)]  # fmt: skip
    await db.commit(others)
    names = [f"{SECRET} {n} " * 3 for n in range(200)]
    for n, name in enumerate(names):  # pages are split and merged with these in them
        await db.commit([insert("misses", {"id": 5000 + 7 * n, "person": ANNA, "lang": "ru", "query": name, "at": 1})])
    items = await inbox.receive(db, [(n, ANNA, said(ANNA, ANNA, SECRET * 50)) for n in range(50)], 5, None)
    await db.commit([inbox.done(item.seq, "[]") for item in items])
    await inbox.sent(db, [item.seq for item in items])
    await forget(db)
    await db.close()
    assert [path.name for path in sqlite_file.parent.glob("coach.db*") if path.stat().st_size] == ["coach.db"]
    assert SECRET.encode() not in sqlite_file.read_bytes()
    assert str(ANNA).encode() not in sqlite_file.read_bytes()
