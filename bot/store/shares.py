"""Deals that are shown to the managers of a team by their owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from bot.store.database import Database, Row, Write


class Choice(NamedTuple):
    """A team to whose managers a deal can be shown."""

    team: int
    name: str
    managers: tuple[str, ...]
    """But for the owner of the deal. Nobody where it only can be withdrawn."""
    shared_at: int | None
    opened: bool
    """By a manager, and its owner has not heard of it yet."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A deal as its team's managers see it in their list."""

    deal: int
    team: int
    owner: int
    shown_as: str
    """The owner in this team."""
    name: str | None
    number: int
    kind: Literal["deal", "typical"]
    state: str
    shared_at: int
    opened_at: int | None


_MANAGERS = "o.team = m.team and o.role <> 'member' and o.person <> m.person"


async def choices(db: Database, deal: int, person: int) -> list[Choice]:
    """Teams of this person that have another manager, or where it is shown."""
    sql = (
        "select t.id as team, t.name as name, o.shown_as as manager, s.shared_at as shared_at, "
        "case when s.opened_at is not null and s.told_day is null then 1 else 0 end as opened "
        f"from members m join teams t on t.id = m.team left join members o on {_MANAGERS} "
        "left join shares s on s.team = m.team and s.deal = :deal "
        "where m.person = :person and (o.person is not null or s.deal is not null) "
        "order by m.joined_at, t.id, case o.role when 'owner' then 0 else 1 end, o.joined_at, o.person"
    )
    found: dict[int, list[Row]] = {}
    for row in await db.read(sql, {"deal": deal, "person": person}):
        found.setdefault(row["team"], []).append(row)
    return [
        Choice(
            team, rows[0]["name"], tuple(row["manager"] for row in rows if row["manager"]), rows[0]["shared_at"],
            bool(rows[0]["opened"]),
        )
        for team, rows in found.items()
    ]  # fmt: skip


async def viewers(db: Database, deal: int) -> tuple[str, ...]:
    """Who sees it beside its owner."""
    sql = (
        "select o.shown_as as manager from shares s join deals d on d.id = s.deal "
        f"join members m on m.team = s.team and m.person = d.person join members o on {_MANAGERS} "
        "where s.deal = :deal order by s.shared_at, case o.role when 'owner' then 0 else 1 end, o.joined_at, o.person"
    )
    return tuple(dict.fromkeys(row["manager"] for row in await db.read(sql, {"deal": deal})))


def show(deal: int, team: int, now: int) -> Write:
    sql = "insert into shares (deal, team, shared_at) values (:deal, :team, :now) on conflict (deal, team) do nothing"
    return Write(sql, {"deal": deal, "team": team, "now": now})


def withdraw(deal: int, team: int) -> Write:
    return Write("delete from shares where deal = :deal and team = :team", {"deal": deal, "team": team})


def without(manager: int, team: int) -> Write:
    """What nobody else sees once this manager goes is shown no more: whoever leads the team later was not meant."""
    sql = (
        "delete from shares where team = :team and not exists (select 1 from deals d join members o "
        "on o.team = shares.team and o.role <> 'member' and o.person <> d.person and o.person <> :manager "
        "where d.id = shares.deal)"
    )
    return Write(sql, {"team": team, "manager": manager})


_SHOWN = """
select s.deal as deal, s.team as team, d.person as owner, m.shown_as as shown_as, d.name as name, d.number as number,
  d.kind as kind, d.state as state, s.shared_at as shared_at, s.opened_at as opened_at
from shares s join deals d on d.id = s.deal
join members m on m.team = s.team and m.person = d.person
where s.team = :team and d.check_now is not null
"""
"""Only while its owner is in the team."""


def _shown(row: Row) -> Shown:
    return Shown(
        row["deal"], row["team"], row["owner"], row["shown_as"], row["name"], row["number"], row["kind"], row["state"],
        row["shared_at"], row["opened_at"],
    )  # fmt: skip


async def page(db: Database, team: int, offset: int, limit: int) -> list[Shown]:
    """The last shown first."""
    sql = f"{_SHOWN} order by s.shared_at desc, s.deal limit :limit offset :offset"
    values: Mapping[str, object] = {"team": team, "limit": limit, "offset": offset}
    return [_shown(row) for row in await db.read(sql, values)]


async def count(db: Database, team: int) -> int:
    sql = f"select count(*) as many from ({_SHOWN}) shown"
    return int((await db.read(sql, {"team": team}))[0]["many"])


async def load(db: Database, deal: int, team: int) -> Shown | None:
    rows = await db.read(f"{_SHOWN} and s.deal = :deal", {"deal": deal, "team": team})
    return _shown(rows[0]) if rows else None


class Opening(NamedTuple):
    """A manager has looked at a deal that is shown to them."""

    deal: int
    team: int
    team_name: str
    name: str | None
    number: int


_OPENINGS = """
select s.deal as deal, s.team as team, t.name as team_name, d.name as name, d.number as number
from shares s join teams t on t.id = s.team join deals d on d.id = s.deal
where d.person = :person and s.opened_at is not null and
"""


_LOST = """
(select 1 from ledger l where l.slot = 'morning:' || d.person || ':' || s.told_day
  and l.state in ('failed', 'blocked', 'expired', 'cancelled'))
"""


async def untold(db: Database, person: int, limit: int) -> list[Opening]:
    """Of this person's deals: what no morning message that arrived has told, the longest untold first."""
    sql = f"{_OPENINGS} (s.told_day is null or exists {_LOST}) order by s.opened_at, s.deal limit :limit"
    return _openings(await db.read(sql, {"person": person, "limit": limit}))


async def told(db: Database, person: int, day: date) -> list[Opening]:
    """By the morning message of that day."""
    sql = f"{_OPENINGS} s.told_day = :day order by s.opened_at, s.deal"
    return _openings(await db.read(sql, {"person": person, "day": day.isoformat()}))


def _openings(rows: list[Row]) -> list[Opening]:
    return [Opening(row["deal"], row["team"], row["team_name"], row["name"], row["number"]) for row in rows]


def tell(opening: Opening, day: date) -> Write:
    sql = "update shares set told_day = :day where deal = :deal and team = :team and coalesce(told_day, '') <> :day"
    return Write(sql, {"deal": opening.deal, "team": opening.team, "day": day.isoformat()}, hits=1)


def opened(shown: Shown, by: int, now: int) -> Write:
    """For the first time."""
    sql = (
        "update shares set opened_at = :now, opened_by = :by where deal = :deal and team = :team and opened_at is null"
    )
    return Write(sql, {"deal": shown.deal, "team": shown.team, "now": now, "by": by})
