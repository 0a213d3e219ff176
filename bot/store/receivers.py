"""Who a push is for, and what is known of each for the time at which it comes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.person import habits
from bot.person.habits import Days, Habits
from bot.person.schedule import local_date
from bot.store.database import Database
from bot.store.pushes import Push


class Receiver(NamedTuple):
    person: int
    shown_as: str
    lang: str | None
    habits: Habits
    reachable: bool
    booked: frozenset[date]
    """Local days that have a manager's tip already, or two messages without one."""


_RECEIVERS = """
select m.person as person, m.shown_as as shown_as, p.lang as lang, p.habits as habits,
  p.unreachable_at as unreachable_at
from members m join people p on p.id = m.person
where m.team = :team and m.person <> :author and m.person > :after order by m.person limit :limit
"""


async def following(db: Database, push: Push, limit: int, now: int) -> list[Receiver]:
    """The next ones after its cursor: everybody in the team but the author."""
    after = -1 if push.cursor is None else push.cursor
    params = {"team": push.team, "author": push.author, "after": after, "limit": limit}
    rows = await db.read(_RECEIVERS, params)
    booked = await _booked(db, push.team, rows[0]["person"], rows[-1]["person"], now) if rows else {}
    return [
        Receiver(
            row["person"], row["shown_as"], row["lang"], habits.load(row["habits"], row["lang"]),
            row["unreachable_at"] is None, frozenset(booked.get(row["person"], ())),
        )
        for row in rows
    ]  # fmt: skip


_BEGUN = "state in ('queued', 'sending', 'sent', 'unknown')"
_BOOKED = f"""
select t.person as person, t.day as day from members m join told t on t.person = m.person
where m.team = :team and m.person between :first and :last and t.push is not null and t.day >= :yesterday
union all
select m.person, d.day
from members m cross join (select cast(:yesterday as text) as day union all select cast(:today as text)
  union all select cast(:tomorrow as text)) d
join ledger n on n.slot = 'morning:' || m.person || ':' || d.day and n.{_BEGUN}
join ledger e on e.slot = 'evening:' || m.person || ':' || d.day and e.{_BEGUN}
where m.team = :team and m.person between :first and :last
"""


async def _booked(db: Database, team: int, first: int, last: int, now: int) -> dict[int, list[date]]:
    """Of these people, from yesterday on: what is today is another day in each zone."""
    today = local_date(now, "UTC")
    days = {"yesterday": today - timedelta(1), "today": today, "tomorrow": today + timedelta(1)}
    params = {"team": team, "first": first, "last": last, **{name: day.isoformat() for name, day in days.items()}}
    found: dict[int, list[date]] = {}
    for row in await db.read(_BOOKED, params):
        found.setdefault(row["person"], []).append(date.fromisoformat(row["day"]))
    return found


async def hours_of(db: Database, person: int) -> Habits:
    """By which a group gets what this person sends: neither a pause nor a wish for no tips counts there, nor shifts."""
    rows = await db.read("select lang, habits from people where id = :person", {"person": person})
    kept = habits.load(rows[0]["habits"], rows[0]["lang"]) if rows else Habits()
    days: Days = "five" if kept.days == "floating" else kept.days
    return replace(kept, days=days, tips=True, paused_until=None)
