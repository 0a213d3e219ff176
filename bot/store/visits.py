"""Visits: whom a person went to see on which day, and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from bot.store.checks import COLUMNS, Check, check_of
from bot.store.database import Database, Row, Write

State = Literal["planned", "asked", "moved", "stuck", "none"]
Went = Literal["moved", "stuck", "none"]
"""How it went; none: there was no talk."""
WENT: tuple[Went, ...] = get_args(Went)

KEPT_MS = 5 * 86_400_000
"""How late a visit may still be asked about."""


@dataclass(frozen=True, slots=True)
class Visit:
    id: int
    person: int
    deal: int
    day: date
    """Local."""
    ask_at: int | None
    """When the planner asks how it went."""
    created_at: int
    state: State = "planned"
    about: str | None = None
    """The row that was asked after it."""


@dataclass(frozen=True, slots=True)
class OnDeal:
    """A visit with the deal's last finished check."""

    visit: Visit
    check: Check


_VISIT = f"""
select v.id as visit, v.day as day, v.ask_at as ask_at, v.created_at as visit_at, v.state as visit_state,
  v.about as about, {COLUMNS}
from visits v join deals d on d.id = v.deal join checks c on c.id = d.check_now
"""


def _of(row: Row) -> OnDeal:
    check = check_of(row)
    visit = Visit(
        row["visit"], check.person, check.deal, date.fromisoformat(row["day"]), row["ask_at"], row["visit_at"],
        row["visit_state"], row["about"],
    )  # fmt: skip
    return OnDeal(visit, check)


async def _read(db: Database, sql: str, params: Mapping[str, Any]) -> list[OnDeal]:
    return [_of(row) for row in await db.read(_VISIT + sql, params)]


async def load(db: Database, visit: int, person: int) -> OnDeal | None:
    """Only the owner's."""
    found = await _read(db, "where v.id = :visit and v.person = :person", {"visit": visit, "person": person})
    return found[0] if found else None


async def of_day(db: Database, deal: int, person: int, day: date) -> OnDeal | None:
    """The visit of this deal on this local day: there is one at most."""
    sql = "where v.deal = :deal and v.person = :person and v.day = :day"
    found = await _read(db, sql, {"deal": deal, "person": person, "day": day.isoformat()})
    return found[0] if found else None


async def planned(db: Database, person: int, ids: Sequence[int]) -> list[OnDeal]:
    """Those of `ids` that are still to be asked about, the first first."""
    if not ids:
        return []
    names = {f"v{place}": one for place, one in enumerate(ids)}
    sql = (
        f"where v.person = :person and v.state = 'planned' and v.id in ({', '.join(f':{name}' for name in names)}) "
        "order by v.created_at, v.id"
    )
    return await _read(db, sql, {"person": person, **names})


_MISSED = """
where v.person = :person and v.state = 'planned' and v.day < :today and v.created_at > :oldest and d.state = 'open'
order by v.created_at, v.id
"""


async def missed(db: Database, person: int, today: date, now: int) -> list[OnDeal]:
    """Those of earlier days that no evening has asked about."""
    return await _read(db, _MISSED, {"person": person, "today": today.isoformat(), "oldest": now - KEPT_MS})


_ASKED = """
where v.person = :person and v.state = 'asked' and v.created_at > :oldest
order by v.created_at, v.id
"""


async def asked(db: Database, person: int, now: int) -> list[OnDeal]:
    """Those that wait for an answer."""
    return await _read(db, _ASKED, {"person": person, "oldest": now - KEPT_MS})


def go(visit: Visit) -> Write:
    sql = (
        "insert into visits (id, person, deal, day, ask_at, created_at) "
        "values (:id, :person, :deal, :day, :ask_at, :now)"
    )
    values = {
        "id": visit.id, "person": visit.person, "deal": visit.deal, "day": visit.day.isoformat(),
        "ask_at": visit.ask_at, "now": visit.created_at,
    }  # fmt: skip
    return Write(sql, values)


def ask_now(visit: Visit) -> Write:
    """In the morning, because no evening did."""
    sql = "update visits set state = 'asked', ask_at = null where id = :id and state = 'planned'"
    return Write(sql, {"id": visit.id}, hits=1)


def went(visit: Visit, state: Went, about: str | None) -> Write:
    """Once: what is said later, or twice, changes nothing."""
    sql = (
        "update visits set state = :state, about = :about, ask_at = null "
        "where id = :id and state in ('planned', 'asked')"
    )
    return Write(sql, {"id": visit.id, "state": state, "about": about}, hits=1)
