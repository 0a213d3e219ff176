"""Tips that people were told: a local day has at most one of the library and one of a manager."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from bot.store.database import Database, Params, Row, Write
from bot.tips.learning import Told

HISTORY = 400
"""Tips that are remembered for the choice."""
ASKED_FOR = 7
"""Days in which it is asked whether the line was said."""


async def history(db: Database, person: int) -> list[Told]:
    """The oldest first."""
    sql = "select * from told where person = :person order by day desc, push desc limit :many"
    return [_told(row) for row in reversed(await db.read(sql, {"person": person, "many": HISTORY}))]


_SENT = "exists (select 1 from ledger l where l.slot = 'push:' || t.push || ':' || t.person and l.state = 'sent')"
_LOAD = f"""
select * from told t where t.person = :person and t.day = :day and (t.push is null or {_SENT})
order by case when t.push is null then 1 else 0 end limit 1
"""
_LAST = f"""
select * from told t where t.person = :person and t.day < :day and t.day >= :since
  and case when t.push is not null then {_SENT} else not exists (
    select 1 from ledger l where l.slot = 'morning:' || t.person || ':' || t.day and t.source <> 'asked'
      and l.state in ('failed', 'blocked', 'expired', 'cancelled')) end
order by t.day desc, case when t.push is null then 1 else 0 end limit 1
"""


async def load(db: Database, person: int, day: date) -> Told | None:
    """That day's: the one of a manager, once it is there, rather than the one of the library."""
    rows = await db.read(_LOAD, {"person": person, "day": day.isoformat()})
    return _told(rows[0]) if rows else None


async def before(db: Database, person: int, day: date) -> Told | None:
    """The last one that reached the person before that day, not long ago."""
    since = day - timedelta(ASKED_FOR)
    rows = await db.read(_LAST, {"person": person, "day": day.isoformat(), "since": since.isoformat()})
    return _told(rows[0]) if rows else None


async def of_library(db: Database, person: int, day: date) -> Told | None:
    """That day's, whatever a manager has sent."""
    sql = "select * from told where person = :person and day = :day and push is null"
    rows = await db.read(sql, {"person": person, "day": day.isoformat()})
    return _told(rows[0]) if rows else None


async def of_push(db: Database, person: int, push: int) -> Told | None:
    """Once it is on its way."""
    waits = "select 1 from ledger l where l.slot = 'push:' || t.push || ':' || t.person and l.state = 'queued'"
    sql = f"select * from told t where t.person = :person and t.push = :push and not exists ({waits})"
    rows = await db.read(sql, {"person": person, "push": push})
    return _told(rows[0]) if rows else None


def tell(person: int, told: Told, now: int) -> Write:
    """Conflicts where the day has one of the library."""
    sql = (
        "insert into told (person, day, tip, about, source, at) values (:person, :day, :tip, :about, :source, :now) "
        "on conflict do nothing"
    )
    values = {"person": person, "day": told.day.isoformat(), "tip": told.tip, "about": told.about, "now": now}
    return Write(sql, {**values, "source": told.source}, hits=1)


def push(person: int, told: Told, now: int) -> Write:
    """Conflicts where the day has one of a manager; one of the library may be the same tip."""
    sql = (
        "insert into told (person, day, tip, about, source, push, at) "
        "values (:person, :day, :tip, :about, 'manager', :push, :now) "
        "on conflict (person, day, tip) do update set push = excluded.push where told.push is null"
    )
    values = {"person": person, "day": told.day.isoformat(), "tip": told.tip, "about": told.about, "now": now}
    return Write(sql, {**values, "push": told.push}, hits=1)


async def waiting(db: Database, person: int) -> list[tuple[int, date]]:
    """Managers' tips that are not on their way yet: their rows in the ledger, and their days."""
    sql = (
        "select l.id as id, t.day as day from ledger l join told t on t.person = l.person and t.push = l.push "
        "where l.person = :person and l.kind = 'tip' and l.state = 'queued'"
    )
    return [(row["id"], date.fromisoformat(row["day"])) for row in await db.read(sql, {"person": person})]


def unpush(where: str, params: Params) -> list[Write]:
    """Managers' tips that do not arrive; `where` of the columns of told."""
    return [
        Write(f"delete from told where source = 'manager' and {where}", params),
        Write(f"update told set push = null where push is not null and source <> 'manager' and {where}", params),
    ]


def said(person: int, told: Told, answer: str) -> Write:
    sql = "update told set said = :said where person = :person and day = :day and tip = :tip and said is null"
    params = {"person": person, "day": told.day.isoformat(), "tip": told.tip, "said": answer}
    return Write(sql, params, hits=1)


def correct(person: int, told: Told, answer: str) -> Write:
    """Another word about the same tip."""
    sql = "update told set said = :said where person = :person and day = :day and tip = :tip"
    params = {"person": person, "day": told.day.isoformat(), "tip": told.tip, "said": answer}
    return Write(sql, params, hits=1)


class LastCheck(NamedTuple):
    """What is known of a deal by its last check."""

    open: bool
    at: int
    result: Mapping[str, Any]


_CHECKS = """
select d.state as state, c.finished_at as at, c.result as result from deals d join checks c on c.id = d.check_now
where d.person = :person and c.result is not null order by d.touched_at desc limit 200
"""


async def last_checks(db: Database, person: int) -> list[LastCheck]:
    rows = await db.read(_CHECKS, {"person": person})
    return [LastCheck(row["state"] == "open", row["at"], json.loads(row["result"])) for row in rows]


def _told(row: Row) -> Told:
    return Told(date.fromisoformat(row["day"]), row["tip"], row["about"], row["source"], row["said"], row["push"])
