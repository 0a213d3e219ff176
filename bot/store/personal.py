"""Everything that is kept about one person: to hand it out, and to delete it."""

import json
from collections.abc import Sequence
from typing import Any

from bot.store import teams
from bot.store.database import Database, Row, Write
from bot.store.inbox import EMPTIED

ORDER = {
    "prompts": "kind", "deals": "number", "checks": "started_at", "steps": "taken_at", "visits": "created_at",
    "pictures": "at", "misses": "at", "members": "joined_at", "told": "day, tip", "reviews": "about", "answers": "at",
    "ledger": "id",
}  # fmt: skip
"""Tables that belong to people -> how their rows are listed."""

SHARED = {
    "teams": "select * from teams where id in (select team from members where person = :person) order by id",
    "invites": "select * from invites where made_by = :person order by created_at, id",
    "shares": "select deal, team, shared_at, opened_at, told_day, "
    "case when opened_by = :person then opened_by end as opened_by from shares "
    "where opened_by = :person or deal in (select id from deals where person = :person) "
    "order by shared_at, deal",
    "tips": "select * from tips where author = :person order by created_at, id",
    "pushes": "select * from pushes where author = :person order by at, id",
    "lineup": "select * from lineup where added_by = :person order by team, place, id",
}
"""Tables where a person's rows are found otherwise."""


async def everything(db: Database, person: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of the person, by table."""
    mine = {"person": person}
    rows = {"people": await db.read("select * from people where id = :person", mine)}
    for table, order in ORDER.items():
        rows[table] = await db.read(f"select * from {table} where person = :person order by {order}", mine)
    for table, sql in SHARED.items():
        rows[table] = await db.read(sql, mine)
    rows["inbox"] = [row for row in await _updates(db, person) if row["lane"] == person or _is_by(row, person)]
    return {table: [dict(row) for row in found] for table, found in rows.items()}


async def counts(db: Database, person: int) -> dict[str, int]:
    sql = (
        "select (select count(*) from deals where person = :person) as deals, "
        "(select count(*) from checks where person = :person) as checks, "
        "(select count(*) from misses where person = :person) as misses"
    )
    row = (await db.read(sql, {"person": person}))[0]
    return {name: int(row[name]) for name in ("deals", "checks", "misses")}


async def updates_elsewhere(db: Database, person: int) -> list[int]:
    """Rows of other chats: what the person wrote there, and what was put aside with the person's id in it."""
    return [
        row["seq"]
        for row in await _updates(db, person)
        if row["lane"] != person and (_is_by(row, person) or row["state"] == "aside")
    ]


def forget(person: int, elsewhere: Sequence[int]) -> list[Write]:
    """Every row. The update that asks for it is emptied like any other, as soon as it is answered."""
    return [
        *teams.forget(person),
        Write("delete from ledger where person = :person or chat = :person", {"person": person}),
        Write("delete from people where id = :person", {"person": person}),  # the other tables follow
        Write(f"update inbox set {EMPTIED} where lane = :person and state <> 'new'", {"person": person}),
        *(Write(f"update inbox set {EMPTIED} where seq = :seq", {"seq": seq}) for seq in elsewhere),
    ]


async def _updates(db: Database, person: int) -> list[Row]:
    sql = "select * from inbox where lane = :person or body like :id or calls like :id order by seq"
    rows = await db.read(sql, {"person": person, "id": f"%{person}%"})
    return [row for row in rows if row["lane"] == person or _holds([_json(row["body"]), _json(row["calls"])], person)]


def _is_by(row: Row, person: int) -> bool:
    body = _json(row["body"])
    parts = body.values() if isinstance(body, dict) else ()
    return any(isinstance(part, dict) and part.get("from", {}).get("id") == person for part in parts)


def _holds(value: Any, person: int) -> bool:
    if isinstance(value, dict):
        return any(_holds(part, person) for part in value.values())
    if isinstance(value, list):
        return any(_holds(part, person) for part in value)
    return type(value) is int and value == person


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None
