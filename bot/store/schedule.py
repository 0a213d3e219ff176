"""Who is due for a morning message or an evening question: a query on two columns, which the planner moves on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.person import habits
from bot.person.habits import Habits
from bot.person.schedule import BUDGET, ONE, instant
from bot.store.database import Database, Row, Write


@dataclass(frozen=True, slots=True)
class Morning:
    """Somebody to look at now."""

    person: int
    habits: Habits
    done_day: date | None
    at: int
    text: str
    """The habits as they were read."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is asked about at `ask_at`."""

    id: int
    created_at: int
    ask_at: int


@dataclass(frozen=True, slots=True)
class Evening:
    person: int
    habits: Habits
    visits: tuple[Visit, ...]


async def due_mornings(db: Database, now: int, limit: int) -> list[Morning]:
    """Who waits longest comes first; who is out of reach waits for coming back."""
    sql = (
        "select id, lang, habits, morning_day, morning_at from people "
        "where morning_at <= :now and morning_at is not null and unreachable_at is null "
        "order by morning_at, id limit :limit"
    )
    return [
        Morning(row["id"], _habits(row), habits.day_of(row["morning_day"]), row["morning_at"], row["habits"])
        for row in await db.read(sql, {"now": now, "limit": limit})
    ]


_EVENINGS = """
select v.id as id, v.person as person, v.created_at as created_at, v.ask_at as ask_at, p.lang as lang,
  p.habits as habits
from visits v join people p on p.id = v.person
where v.ask_at is not null and v.ask_at <= :now and v.person in (
  select w.person from visits w join people q on q.id = w.person
  where w.ask_at is not null and w.ask_at <= :now and q.unreachable_at is null
  order by w.ask_at, w.id limit :limit)
order by v.person, v.ask_at, v.id
"""


async def due_evenings(db: Database, now: int, limit: int) -> list[Evening]:
    """Whose visits wait longest, at most so many people, each with all their visits that are due."""
    rows = await db.read(_EVENINGS, {"now": now, "limit": limit})
    grouped = [(person, list(own)) for person, own in groupby(rows, key=lambda row: int(row["person"]))]
    return [Evening(person, _habits(own[0]), _visits(own)) for person, own in grouped]


async def next_due(db: Database) -> int | None:
    """When the planner has something to look at again."""
    sql = (
        "select min(t.at) as at from (select min(morning_at) as at from people "
        "where morning_at is not null and unreachable_at is null union all "
        "select min(v.ask_at) as at from visits v join people p on p.id = v.person "
        "where v.ask_at is not null and p.unreachable_at is null) t"
    )
    at = (await db.read(sql))[0]["at"]
    return None if at is None else int(at)


async def waiting(db: Database, person: int) -> tuple[Visit, ...]:
    """Visits that are still to be asked about."""
    sql = "select id, created_at, ask_at from visits where person = :person and ask_at is not null order by id"
    return _visits(await db.read(sql, {"person": person}))


async def is_taken(db: Database, slot: str) -> bool:
    """Something was queued there, whatever became of it."""
    return bool(await db.read("select 1 as one from ledger where slot = :slot", {"slot": slot}))


COMES = "state in ('queued', 'sending', 'sent', 'unknown')"


_BEGUN = f"""
select (select count(*) from ledger where person = :person and kind in ('morning', 'tip', 'digest', 'team')
    and due_at >= :since and due_at < :until and {COMES})
  + (select count(*) from people where id = :person and morning_at >= :since and morning_at < :until)
  + (select count(distinct person) from members where person = :person and role <> 'member'
    and digest_at >= :since and digest_at < :until) as many
"""


async def is_full(db: Database, person: int, day: date, habits: Habits) -> bool:
    """That local day has no room for an evening's question: what came, waits or is still to be decided about."""
    since, until = instant(day, 0, habits.zone), instant(day + ONE, 0, habits.zone)
    return int((await db.read(_BEGUN, {"person": person, "since": since, "until": until}))[0]["many"]) >= BUDGET


_MOVE = (
    "update people set morning_day = :day, morning_at = :at where id = :id and morning_at = :was "
    "and habits = :habits and coalesce(morning_day, '') = :day_was"
)


def move(morning: Morning, done_day: date | None, at: int | None, *, hits: int | None = 1) -> Write:
    """Moved on by whoever is first; nobody moves what was changed meanwhile."""
    params = {
        "id": morning.person, "day": stored(done_day), "at": at, "was": morning.at, "habits": morning.text,
        "day_was": stored(morning.done_day) or "",
    }  # fmt: skip
    return Write(_MOVE, params, hits=hits)


def ask(visit: Visit, at: int | None, *, hits: int | None = 1) -> Write:
    """At another time; never, if there is none."""
    sql = "update visits set ask_at = :at where id = :id and ask_at = :was"
    return Write(sql, {"id": visit.id, "at": at, "was": visit.ask_at}, hits=hits)


def asked(visit: Visit) -> Write:
    sql = "update visits set ask_at = null, state = 'asked' where id = :id and ask_at = :was"
    return Write(sql, {"id": visit.id, "was": visit.ask_at}, hits=1)


_KEEP = (
    "update people set habits = :habits, morning_at = :at, "
    "morning_day = case when :day > coalesce(morning_day, '') then :day else morning_day end where id = :id"
)


def keep(person: int, kept: Habits, done_day: date | None, at: int | None) -> Write:
    """Habits, and when this person is looked at next because of them. A day once dealt with stays so."""
    return Write(_KEEP, {"id": person, "habits": kept.dump(), "day": stored(done_day), "at": at})


def stored(day: date | None) -> str | None:
    return day.isoformat() if day else None


COLUMNS = ("morning_at", "ask_at", "unreachable_at")


def concerns(writes: Iterable[Write]) -> bool:
    """What is due next may be another thing after these."""
    return any(column in write.sql for write in writes for column in COLUMNS)


def _habits(row: Row) -> Habits:
    return habits.load(row["habits"], row["lang"])


def _visits(rows: Sequence[Row]) -> tuple[Visit, ...]:
    return tuple(Visit(row["id"], row["created_at"], row["ask_at"]) for row in rows)
