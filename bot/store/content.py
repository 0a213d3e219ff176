"""Versions of the content that checks are pinned to."""

from bot.store.database import Database, Write


async def body(db: Database, version: str) -> str | None:
    rows = await db.read("select body from content where version = :version", {"version": version})
    return str(rows[0]["body"]) if rows else None


async def is_kept(db: Database, version: str) -> bool:
    """Without reading the body, which would stay in the database's cache."""
    return bool(await db.read("select 1 as kept from content where version = :version", {"version": version}))


def keep(version: str, body: str, now: int) -> Write:
    sql = (
        "insert into content (version, body, created_at) values (:version, :body, :now) "
        "on conflict (version) do nothing"
    )
    return Write(sql, {"version": version, "body": body, "now": now})


def drop_unused(version: str) -> Write:
    """All versions that no check refers to, but the current one."""
    sql = "delete from content where version <> :version and not exists (select 1 from checks where content = version)"
    return Write(sql, {"version": version})
