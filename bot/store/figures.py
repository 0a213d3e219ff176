"""What the operator sees of the whole: counts, nobody's words."""

from bot.store.database import Database

_COUNTS = """
select
  (select count(*) from people) as people,
  (select count(*) from people where seen_at >= :week) as seen,
  (select count(*) from checks where state = 'done') as done,
  (select count(*) from checks where state = 'open') as open,
  (select count(*) from checks where state = 'aside') as aside,
  (select count(*) from inbox where state in ('new', 'done')) as inbox,
  (select count(*) from inbox where state = 'aside') as put_aside,
  (select count(*) from misses) as misses
"""


async def counts(db: Database, now: int) -> dict[str, int]:
    rows = await db.read(_COUNTS, {"week": now - 7 * 86_400_000})
    return {name: int(rows[0][name]) for name in
            ("people", "seen", "done", "open", "aside", "inbox", "put_aside", "misses")}  # fmt: skip
