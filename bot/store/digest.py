"""What a team's digest counts: checks, steps and pushes of its members, and the deals that are shown in it.

What somebody did before joining is nobody's business here, but for the deals they show.
"""

import json
from datetime import date, timedelta
from typing import Any, NamedTuple

from bot.digest.digest import Pushed, Shown, Steps
from bot.person.schedule import local_date
from bot.store.database import Database


class Check(NamedTuple):
    deal: int
    person: int
    at: int
    shown: bool
    result: dict[str, Any]


async def people(db: Database, team: int) -> int:
    """How many are in the team."""
    return int((await db.read("select count(*) as many from members where team = :team", {"team": team}))[0]["many"])


_CHECKS = """
select c.deal as deal, c.person as person, c.finished_at as at, s.deal as shown, c.result as result
from members m join checks c on c.person = m.person
left join shares s on s.team = m.team and s.deal = c.deal
where m.team = :team and c.state = 'done' and c.result is not null
  and c.finished_at >= :since and c.finished_at < :until
  and (c.finished_at >= m.joined_at or s.deal is not null)
order by c.finished_at, c.id
"""


async def checks(db: Database, team: int, since: int, until: int) -> list[Check]:
    """The earliest first."""
    rows = await db.read(_CHECKS, {"team": team, "since": since, "until": until})
    return [
        Check(row["deal"], row["person"], row["at"], row["shown"] is not None, json.loads(row["result"]))
        for row in rows
    ]


_STEPS = """
select case when s.deal is null then 0 else 1 end as shown,
  sum(case when t.taken_at >= :middle and t.taken_at < :until then 1 else 0 end) as taken,
  sum(case when t.taken_at >= :since and t.taken_at < :middle then 1 else 0 end) as taken_before,
  sum(case when t.state = 'done' and t.ended_at >= :middle and t.ended_at < :until then 1 else 0 end) as done,
  sum(case when t.state = 'done' and t.ended_at >= :since and t.ended_at < :middle then 1 else 0 end) as done_before,
  sum(case when t.state = 'open' and d.state = 'open' and t.day < :today then 1 else 0 end) as overdue
from members m join steps t on t.person = m.person join deals d on d.id = t.deal
left join shares s on s.team = m.team and s.deal = t.deal
where m.team = :team and (t.taken_at >= m.joined_at or s.deal is not null)
group by 1
"""

Sums = tuple[Steps, Steps, int]


async def steps(db: Database, team: int, since: int, middle: int, until: int, today: date) -> tuple[Sums, Sums]:
    """Everybody's, and those of shown deals: from `middle` on, before it, and how many are overdue."""
    params = {"team": team, "since": since, "middle": middle, "until": until, "today": today.isoformat()}
    every, shown = [0] * 5, [0] * 5
    for row in await db.read(_STEPS, params):
        found = [int(row[name]) for name in ("taken", "done", "taken_before", "done_before", "overdue")]
        every = [a + b for a, b in zip(every, found, strict=True)]
        shown = found if row["shown"] else shown
    return _sums(every), _sums(shown)


def _sums(found: list[int]) -> Sums:
    return Steps(found[0], found[1]), Steps(found[2], found[3]), found[4]


_PUSHED = """
select tip, day, at from pushes where team = :team and tip <> '' and state <> 'cancelled' and work <> 'delete'
  and ((day is null and at >= :since and at < :until) or (day >= :first and day < :end))
order by at, id
"""


async def pushed(db: Database, team: int, since: int, until: int, days: tuple[date, date], zone: str) -> list[Pushed]:
    """`days`: the same as dates, for pushes that are for a day."""
    params = {
        "team": team, "since": since, "until": until,
        "first": days[0].isoformat(), "end": (days[1] + timedelta(1)).isoformat(),
    }  # fmt: skip
    return [
        Pushed(date.fromisoformat(row["day"]) if row["day"] else local_date(row["at"], zone), row["tip"])
        for row in await db.read(_PUSHED, params)
    ]


_SHOWN = """
select d.person as person, m.shown_as as shown_as, d.name as name, d.number as number, d.kind as kind,
  c.result as result
from shares s join deals d on d.id = s.deal join members m on m.team = s.team and m.person = d.person
join checks c on c.id = d.check_now
where s.team = :team and d.state = 'open' and d.person <> :but and c.result is not null
order by m.joined_at, d.person, s.shared_at desc, d.id
"""


async def shown(db: Database, team: int, but: int) -> list[Shown]:
    """Open deals; one person's stand together, the last shown first."""
    return [
        Shown(
            row["person"], row["shown_as"], row["name"], row["number"], row["kind"] == "typical",
            json.loads(row["result"]),
        )
        for row in await db.read(_SHOWN, {"team": team, "but": but})
    ]  # fmt: skip
