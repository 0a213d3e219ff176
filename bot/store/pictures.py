"""Pictures that Telegram keeps: what is drawn on them -> its file_id. And the check a picture is of."""

from bot.store.checks import COLUMNS, Check, check_of
from bot.store.database import Database, Write

_CHECK = f"select {COLUMNS} from checks c join deals d on d.id = c.deal where c.id = :id"


async def check(db: Database, number: int) -> Check | None:
    """Whoever owns it: only a key of our own making leads here."""
    rows = await db.read(_CHECK, {"id": number})
    return check_of(rows[0]) if rows else None


async def find(db: Database, key: str) -> str | None:
    rows = await db.read("select file_id from pictures where key = :key", {"key": key})
    return str(rows[0]["file_id"]) if rows else None


def keep(person: int, subject: str, key: str, file_id: str, now: int) -> list[Write]:
    """In place of all earlier pictures of this subject."""
    sql = (
        "insert into pictures (key, person, file_id, at) values (:key, :person, :file_id, :now) "
        "on conflict (key) do update set file_id = excluded.file_id, at = excluded.at"
    )
    return [forget(person, subject), Write(sql, {"key": key, "person": person, "file_id": file_id, "now": now})]


def forget(person: int, subject: str) -> Write:
    """`subject`: "deal:<check>" or "mirror:<person>"."""
    sql = "delete from pictures where person = :person and key like :keys"
    return Write(sql, {"person": person, "keys": f"{subject}:%"})
