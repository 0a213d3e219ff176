"""Searches that found nothing: what the author should add words for. Kept for 90 days."""

from bot.store.database import Database, Write

DAYS = 90


def add(miss: int, person: int, lang: str, query: str, now: int) -> list[Write]:
    sql = "insert into misses (id, person, lang, query, at) values (:id, :person, :lang, :query, :now)"
    old = now - DAYS * 86_400_000
    return [
        Write("delete from misses where at < :old", {"old": old}),
        Write(sql, {"id": miss, "person": person, "lang": lang, "query": query[:64], "now": now}),
    ]


async def often(db: Database, limit: int) -> list[tuple[str, int]]:
    """Queries that at least two people typed: what only one person typed is nobody else's business."""
    sql = (
        "select query, count(distinct person) as people from misses group by query "
        "having count(distinct person) >= 2 order by 2 desc, 1 limit :limit"
    )
    return [(str(row["query"]), int(row["people"])) for row in await db.read(sql, {"limit": limit})]
