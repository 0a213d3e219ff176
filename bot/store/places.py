"""Groups, and topics of groups, where a team's tips go too."""

from dataclasses import dataclass

from bot.store.database import Database, Row, Write


@dataclass(frozen=True, slots=True)
class Place:
    chat: int
    thread: int
    """The topic of a forum; 0: the group itself."""
    team: int
    title: str
    """Of the group, as Telegram told it."""


def _place(row: Row) -> Place:
    return Place(row["chat"], row["thread"], row["team"], row["title"])


async def load(db: Database, chat: int, thread: int) -> Place | None:
    rows = await db.read("select * from places where chat = :chat and thread = :thread", _key(chat, thread))
    return _place(rows[0]) if rows else None


async def of_team(db: Database, team: int) -> list[Place]:
    """In the order they were named."""
    sql = "select * from places where team = :team order by at, chat, thread"
    return [_place(row) for row in await db.read(sql, {"team": team})]


def put(place: Place, now: int) -> Write:
    """A place has tips of one team: the last that was named."""
    sql = (
        "insert into places (chat, thread, team, title, at) values (:chat, :thread, :team, :title, :now) "
        "on conflict (chat, thread) do update set team = excluded.team, title = excluded.title, at = excluded.at"
    )
    return Write(sql, {**_key(place.chat, place.thread), "team": place.team, "title": place.title, "now": now})


def drop(chat: int, thread: int, team: int) -> Write:
    """No hits where it is another team's by now."""
    sql = "delete from places where chat = :chat and thread = :thread and team = :team"
    return Write(sql, {**_key(chat, thread), "team": team})


def lose(chat: int) -> Write:
    """The bot is not in this group any more."""
    return Write("delete from places where chat = :chat", {"chat": chat})


def move(old: int, new: int) -> list[Write]:
    """A group that became a supergroup has another id."""
    known = "select 1 from places n where n.chat = :new and n.thread = places.thread"
    return [
        Write(f"update places set chat = :new where chat = :old and not exists ({known})", {"old": old, "new": new}),
        lose(old),
    ]


def _key(chat: int, thread: int) -> dict[str, object]:
    return {"chat": chat, "thread": thread}
