"""Tips that people were told, one a local day, and what the choice of the next one hangs on."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.learning import Told
from bot.store.database import Database, Row, Write

HISTORY = 400
"""Tips that are remembered for the choice."""
ASKED_FOR = 7
"""Days in which it is asked whether the line was said."""


async def history(db: Database, person: int) -> list[Told]:
    """The oldest first."""
    sql = "select * from told where person = :person order by day desc limit :many"
    return [_told(row) for row in reversed(await db.read(sql, {"person": person, "many": HISTORY}))]


async def load(db: Database, person: int, day: date) -> Told | None:
    sql = "select * from told where person = :person and day = :day"
    rows = await db.read(sql, {"person": person, "day": day.isoformat()})
    return _told(rows[0]) if rows else None


_LAST = """
select * from told t where t.person = :person and t.day < :day and t.day >= :since and not exists (
  select 1 from ledger l where l.slot = 'morning:' || t.person || ':' || t.day and t.source <> 'asked'
    and l.state in ('failed', 'blocked', 'expired', 'cancelled'))
order by t.day desc limit 1
"""


async def before(db: Database, person: int, day: date) -> Told | None:
    """The last one that reached the person before that day, not long ago."""
    since = date.fromordinal(day.toordinal() - ASKED_FOR)
    params = {"person": person, "day": day.isoformat(), "since": since.isoformat()}
    rows = await db.read(_LAST, params)
    return _told(rows[0]) if rows else None


def tell(person: int, told: Told, now: int) -> Write:
    sql = (
        "insert into told (person, day, tip, about, source, at) values (:person, :day, :tip, :about, :source, :now) "
        "on conflict (person, day) do nothing"
    )
    values = {"person": person, "day": told.day.isoformat(), "tip": told.tip, "about": told.about, "now": now}
    return Write(sql, {**values, "source": told.source}, hits=1)


def said(person: int, day: date, answer: str) -> Write:
    sql = "update told set said = :said where person = :person and day = :day and said is null"
    return Write(sql, {"person": person, "day": day.isoformat(), "said": answer}, hits=1)


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
    return Told(date.fromisoformat(row["day"]), row["tip"], row["about"], row["source"], row["said"])
