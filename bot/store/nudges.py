"""What the bot brings up once: a check that was left, and the typical sale that was not checked for a month."""

from bot.store.checks import COLUMNS, Check, check_of
from bot.store.database import Database, Write

_LEFT = f"""
select {COLUMNS} from checks c join deals d on d.id = c.deal
where c.person = :person and c.state = 'open' and c.todo is null and c.nudged = 0 and c.touched_at <= :before
"""


async def left(db: Database, person: int, before: int) -> Check | None:
    """The whole check that was left since then, if nobody was reminded of it."""
    rows = await db.read(_LEFT, {"person": person, "before": before})
    return check_of(rows[0]) if rows else None


def nudged(check: Check) -> Write:
    sql = "update checks set nudged = 1 where id = :id and nudged = 0 and state = 'open'"
    return Write(sql, {"id": check.id}, hits=1)


_MONTHLY = f"""
select {COLUMNS} from deals d join checks c on c.id = d.check_now
where d.person = :person and d.kind = 'typical' and d.state = 'open' and c.finished_at <= :before
  and coalesce(d.offered_at, 0) <= :before
  and not exists (select 1 from checks o where o.deal = d.id and o.state = 'open')
"""


async def monthly(db: Database, person: int, before: int) -> Check | None:
    """The last check of the typical sale, if it was finished and offered before that."""
    rows = await db.read(_MONTHLY, {"person": person, "before": before})
    return check_of(rows[0]) if rows else None


def offered(check: Check, now: int) -> Write:
    return Write("update deals set offered_at = :now where id = :id", {"id": check.deal, "now": now}, hits=1)
