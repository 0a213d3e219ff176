"""Which manager is due for the digest of which team: a query on one column, which is moved on."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.person import habits
from bot.person.habits import Habits
from bot.store.database import Database, Write


@dataclass(frozen=True, slots=True)
class Reader:
    """A manager of a team, to be looked at now."""

    team: int
    person: int
    habits: Habits
    at: int | None
    """When the digest was due; None: nothing is planned yet."""


_LEADS = "m.role <> 'member' and p.unreachable_at is null"
_DUE = f"""
select m.team as team, m.person as person, m.digest_at as at, p.lang as lang, p.habits as habits
from members m join people p on p.id = m.person
where {_LEADS} and (m.digest_at is null or m.digest_at <= :now)
order by m.digest_at, m.team, m.person limit :limit
"""


async def due(db: Database, now: int, limit: int) -> list[Reader]:
    return [
        Reader(row["team"], row["person"], habits.load(row["habits"], row["lang"]), row["at"])
        for row in await db.read(_DUE, {"now": now, "limit": limit})
    ]


async def next_due(db: Database) -> int | None:
    sql = f"select min(m.digest_at) as at from members m join people p on p.id = m.person where {_LEADS}"
    at = (await db.read(sql))[0]["at"]
    return None if at is None else int(at)


_MOVE = "update members set digest_at = :at where team = :team and person = :person and coalesce(digest_at, 0) = :was"


def move(reader: Reader, at: int, *, hits: int | None = 1) -> Write:
    """Moved on by whoever is first; nobody moves what was changed meanwhile."""
    params = {"team": reader.team, "person": reader.person, "at": at, "was": reader.at or 0}
    return Write(_MOVE, params, hits=hits)


def put(person: int, at: int) -> Write:
    """Other habits: another time, in every team that this person leads or has led."""
    sql = "update members set digest_at = :at where person = :person and digest_at is not null"
    return Write(sql, {"person": person, "at": at})


def concerns(writes: Iterable[Write]) -> bool:
    """Who is due next may be another one after these."""
    return any("members" in write.sql or "unreachable_at" in write.sql for write in writes)
