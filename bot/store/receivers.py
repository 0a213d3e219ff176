"""Who a push is for, and what is known of each for the time at which it comes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.person import habits
from bot.person.habits import Days, Habits
from bot.person.schedule import BUDGET, local_date
from bot.store.database import Database, Row
from bot.store.pushes import Push
from bot.store.schedule import COMES


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
    return [_receiver(row, booked.get(row["person"], ())) for row in rows]


def _receiver(row: Row, booked: Iterable[Row]) -> Receiver:
    kept = habits.load(row["habits"], row["lang"])
    days = {date.fromisoformat(one["day"]) for one in booked if one["day"]}
    begun = Counter(local_date(one["at"], kept.zone) for one in booked if one["day"] is None)
    full = (day for day, many in begun.items() if many >= BUDGET)
    reachable = row["unreachable_at"] is None
    return Receiver(row["person"], row["shown_as"], row["lang"], kept, reachable, frozenset(days.union(full)))


DAY_MS = 86_400_000
_BOOKED = f"""
select t.person as person, t.day as day, t.at as at from members m join told t on t.person = m.person
where m.team = :team and m.person between :first and :last and t.push is not null and t.day >= :yesterday
union all
select m.person, null, n.due_at from members m join ledger n on n.person = m.person
where m.team = :team and m.person between :first and :last
  and n.kind in ('morning', 'evening', 'digest', 'team') and n.due_at >= :since and n.{COMES}
union all
select m.person, null, v.ask_at from members m join visits v on v.person = m.person
where m.team = :team and m.person between :first and :last and v.day >= :yesterday and v.ask_at is not null
union all
select m.person, null, p.morning_at from members m join people p on p.id = m.person
where m.team = :team and m.person between :first and :last and p.morning_at is not null
union all
select m.person, null, min(l.digest_at) from members m join members l on l.person = m.person
where m.team = :team and m.person between :first and :last and l.role <> 'member' and l.digest_at is not null
group by m.person
"""


async def _booked(db: Database, team: int, first: int, last: int, now: int) -> dict[int, list[Row]]:
    """Of these people: the local days of managers' tips, and when else the bot writes, will look whether it has to, or
    has promised to ask."""
    since = now - DAY_MS  # what is today is another day in each zone
    params = {"team": team, "first": first, "last": last, "since": since, "yesterday": str(local_date(since, "UTC"))}
    found: dict[int, list[Row]] = {}
    for row in await db.read(_BOOKED, params):
        found.setdefault(row["person"], []).append(row)
    return found


async def hours_of(db: Database, person: int) -> Habits:
    """By which a group gets what this person sends: neither a pause nor a wish for no tips counts there, nor shifts."""
    rows = await db.read("select lang, habits from people where id = :person", {"person": person})
    kept = habits.load(rows[0]["habits"], rows[0]["lang"]) if rows else Habits()
    days: Days = "five" if kept.days == "floating" else kept.days
    return replace(kept, days=days, tips=True, paused_until=None)
