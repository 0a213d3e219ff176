"""Tips that managers wrote for their teams."""

import json
from dataclasses import dataclass
from typing import Literal

from bot.store.database import Database, Row, Write

Kind = Literal["text", "photo", "document"]


@dataclass(frozen=True, slots=True)
class OwnTip:
    id: int
    team: int
    author: int
    kind: Kind
    html: str
    """Telegram's HTML, with {name} where the first name goes; below a picture or document it may be empty."""
    file: str | None
    """Telegram's `file_id` of the picture or document."""
    created_at: int

    @property
    def key(self) -> str:
        """As `pushes.tip`, `told.tip` and `lineup.tip` name it."""
        return f"own:{self.id}"


def number_of(key: str) -> int | None:
    """The id in an `OwnTip.key`; None for a tip of the library."""
    name, _, number = key.partition(":")
    return int(number) if name == "own" and number.isdecimal() else None


def _tip(row: Row) -> OwnTip:
    body = json.loads(row["body"])
    return OwnTip(row["id"], row["team"], row["author"], row["kind"], body["html"], body["file"], row["created_at"])


async def load(db: Database, tip: int, team: int) -> OwnTip | None:
    """Only of this team, and not once it is deleted."""
    sql = "select * from tips where id = :id and team = :team and deleted_at is null"
    rows = await db.read(sql, {"id": tip, "team": team})
    return _tip(rows[0]) if rows else None


async def received(db: Database, tip: int, person: int) -> tuple[OwnTip, str] | None:
    """By somebody of its team, with the name that they have there."""
    sql = (
        "select t.*, m.shown_as as shown_as from tips t join members m on m.team = t.team and m.person = :person "
        "where t.id = :id and t.deleted_at is null"
    )
    rows = await db.read(sql, {"id": tip, "person": person})
    return (_tip(rows[0]), rows[0]["shown_as"]) if rows else None


async def page(db: Database, team: int, offset: int, limit: int) -> list[OwnTip]:
    """The newest first."""
    sql = (
        "select * from tips where team = :team and deleted_at is null "
        "order by created_at desc, id desc limit :limit offset :offset"
    )
    return [_tip(row) for row in await db.read(sql, {"team": team, "limit": limit, "offset": offset})]


def write(tip: OwnTip) -> Write:
    sql = "insert into tips (id, team, author, kind, body, created_at) values (:id, :team, :author, :kind, :body, :at)"
    return Write(sql, {"id": tip.id, "team": tip.team, "author": tip.author, "kind": tip.kind, "body": _body(tip),
                       "at": tip.created_at})  # fmt: skip


def change(tip: OwnTip) -> Write:
    """Its words or file, and whose they are; what was sent before is edited by a push."""
    sql = (
        "update tips set author = :author, kind = :kind, body = :body "
        "where id = :id and team = :team and deleted_at is null"
    )
    params = {"id": tip.id, "team": tip.team, "author": tip.author, "kind": tip.kind, "body": _body(tip)}
    return Write(sql, params, hits=1)


def delete(tip: int, team: int, now: int) -> Write:
    sql = "update tips set deleted_at = :now where id = :id and team = :team and deleted_at is null"
    return Write(sql, {"id": tip, "team": team, "now": now}, hits=1)


def _body(tip: OwnTip) -> str:
    return json.dumps({"html": tip.html, "file": tip.file}, ensure_ascii=False)
