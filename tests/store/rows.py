"""Small writes and reads for the tests."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.database import Database, Write


def person(id: int, deals: int = 0) -> Write:
    sql = "insert into people (id, deals, created_at, seen_at) values (:id, :deals, 1, 1)"
    return Write(sql, {"id": id, "deals": deals}, hits=1)


def set_deals(id: int, deals: int) -> Write:
    return Write("update people set deals = :deals where id = :id", {"id": id, "deals": deals}, hits=1)


async def people(db: Database) -> dict[int, int]:
    return {row["id"]: row["deals"] for row in await db.read("select id, deals from people order by id")}


def people_in_file(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [id for (id,) in connection.execute("select id from people order by id")]
