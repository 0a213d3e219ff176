"""Pushes: a tip on its way to a team. Each receiver is one row of the ledger; this is the plan behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.pushes.receiving import Mode, opens
from bot.store import told
from bot.store.database import Database, Row, Write
from bot.store.schedule import stored
from bot.store.withdrawals import CANCELLED, outdate, unsay, withdraw

State = Literal["running", "done", "cancelled"]
Work = Literal["send", "edit", "delete"]
"""send: receivers are dealt with in their order. edit: before that goes on, changed words go to those who have older
ones. delete: what was sent is taken back."""

ALL = 2**63 - 1
"""As the cursor: everybody was dealt with."""
DELETABLE_MS = 48 * 3_600_000
"""Telegram deletes no older messages."""


@dataclass(frozen=True, slots=True)
class Push:
    id: int
    team: int
    author: int
    tip: str
    """Of the library ("cycle.b2b.1") or a manager's ("own:<id>"); "" in a list of workdays."""
    mode: Mode
    day: date | None
    """Of mode "date"; in a list of workdays the last day that was begun."""
    at: int
    state: State = "running"
    work: Work = "send"
    cursor: int | None = None
    """The last receiver dealt with; None before the first."""
    rev: int = 0
    """How many times what was sent was edited."""
    report: int | None = None
    """The message in the author's chat that shows how it goes."""
    next_at: int | None = None
    """When the pusher has something to do for it; None: nothing."""

    @property
    def stopped(self) -> bool:
        """Nothing of it is to be sent any more."""
        return self.state == "cancelled" or self.work == "delete"

    def asked(self, now: int) -> int:
        """From when it is reckoned when it comes: without a day from the tap on, so that what is late may be over."""
        return now if self.mode == "date" else self.at


def _push(row: Row) -> Push:
    return Push(
        row["id"], row["team"], row["author"], row["tip"], row["mode"],
        date.fromisoformat(row["day"]) if row["day"] else None, row["at"], row["state"], row["work"], row["cursor"],
        row["rev"], row["report"], row["next_at"],
    )  # fmt: skip


async def load(db: Database, push: int, team: int) -> Push | None:
    rows = await db.read("select * from pushes where id = :id and team = :team", {"id": push, "team": team})
    return _push(rows[0]) if rows else None


async def recent(db: Database, team: int, offset: int, limit: int) -> list[Push]:
    """The newest first; lists of workdays aside."""
    sql = (
        "select * from pushes where team = :team and mode <> 'workdays' "
        "order by at desc, id desc limit :limit offset :offset"
    )
    return [_push(row) for row in await db.read(sql, {"team": team, "limit": limit, "offset": offset})]


async def plan(db: Database, team: int) -> Push | None:
    """The list of workdays, while it runs."""
    sql = "select * from pushes where team = :team and mode = 'workdays' and state = 'running' order by at desc limit 1"
    rows = await db.read(sql, {"team": team})
    return _push(rows[0]) if rows else None


async def states_of(db: Database, team: int, tip: str) -> set[State]:
    """Of all pushes of this tip."""
    sql = "select distinct state from pushes where team = :team and tip = :tip"
    return {row["state"] for row in await db.read(sql, {"team": team, "tip": tip})}


async def due(db: Database, now: int, limit: int) -> list[Push]:
    """With something to do; who waits longest comes first."""
    sql = "select * from pushes where next_at is not null and next_at <= :now order by next_at, id limit :limit"
    return [_push(row) for row in await db.read(sql, {"now": now, "limit": limit})]


async def next_due(db: Database) -> int | None:
    at = (await db.read("select min(next_at) as at from pushes where next_at is not null"))[0]["at"]
    return None if at is None else int(at)


def start(push: Push) -> Write:
    sql = (
        "insert into pushes (id, team, author, tip, mode, day, state, work, cursor, rev, report, at, next_at) values "
        "(:id, :team, :author, :tip, :mode, :day, :state, :work, :cursor, :rev, :report, :at, :next)"
    )
    return Write(sql, _params(push))


def begins(day: date) -> int:
    """When the people of a push for that day are dealt with, at the earliest."""
    return opens(day)


_SAVE = (
    "update pushes set day = :day, state = :state, work = :work, cursor = :cursor, rev = :rev, report = :report, "
    "next_at = :next where id = :id and rev = :was and state = :state_was and work = :work_was "
    "and coalesce(cursor, -1) = :cursor_was and coalesce(day, '') = :day_was and coalesce(next_at, -1) = :next_was"
)


def save(push: Push, was: Push) -> Write:
    """Conflicts where it was cancelled, edited or gone on with meanwhile."""
    seen = {
        "was": was.rev, "state_was": was.state, "work_was": was.work, "day_was": stored(was.day) or "",
        "cursor_was": -1 if was.cursor is None else was.cursor,
        "next_was": -1 if was.next_at is None else was.next_at,
    }  # fmt: skip
    return Write(_SAVE, {**_params(push), **seen}, hits=1)


def wake_plans(author: int, now: int) -> Write:
    """Their working days are others from now on: what their lists send next is worked out anew."""
    sql = (
        "update pushes set next_at = :now where author = :author and mode = 'workdays' and state = 'running' "
        "and next_at > :now"
    )
    return Write(sql, {"author": author, "now": now})


def end_plans(team: int, author: int) -> Write:
    """Before they lead the team no more: nobody's working days are left for its list."""
    sql = (
        "update pushes set state = 'cancelled', next_at = null "
        "where team = :team and author = :author and mode = 'workdays' and state = 'running'"
    )
    return Write(sql, {"team": team, "author": author})


def cancel(push: Push, now: int) -> list[Write]:
    """What is not on its way yet stays unsent, and nobody else is dealt with."""
    stopped = replace(push, state="cancelled", next_at=now)
    return [save(stopped, push), *stop(push, now)]


def stop(push: Push, now: int) -> list[Write]:
    """What waits is not sent."""
    return withdraw("push = :push", {"push": push.id}, CANCELLED, now)


_EDITED = (
    "update pushes set rev = rev + 1, work = case when cursor is null then work else 'edit' end, "
    "state = case state when 'done' then 'running' else state end, "
    "next_at = case when cursor is null then next_at else :now end "
    "where team = :team and tip = :tip and work <> 'delete' and id"
)


def edited(push: Push, now: int) -> list[Write]:
    """Its tip has other words, in every push of it: they go to everybody who has, or waits for, the old ones. Before
    anybody is dealt with, who is just putting the old ones on their way begins anew. Conflicts where it was deleted."""
    params = {"team": push.team, "tip": push.tip, "id": push.id, "now": now}
    return [
        Write(f"{_EDITED} = :id", params, hits=1),
        Write(f"{_EDITED} <> :id", params),
        outdate(push.team, push.tip, now),
    ]


def deleted(push: Push, now: int) -> list[Write]:
    """What was sent is taken back, as far as Telegram lets us; what waits is not sent."""
    gone = replace(push, state="running", work="delete", next_at=now)
    return [
        save(gone, push),
        *stop(push, now),
        unsay("push = :push", {"push": push.id}),
        *told.unpush("push = :push and said is null", {"push": push.id}),
    ]


def look(push: int, now: int) -> Write:
    """Its report may show something new: somebody has answered."""
    sql = (
        "update pushes set next_at = :now where id = :id and report is not null and state <> 'cancelled' "
        "and (next_at is null or next_at > :now)"
    )
    return Write(sql, {"id": push, "now": now})


def concerns(writes: Iterable[Write]) -> bool:
    """There may be something to do for a push after these."""
    return any(write.sql.startswith(("insert into pushes", "update pushes")) for write in writes)


def _params(push: Push) -> dict[str, object]:
    return {
        "id": push.id, "team": push.team, "author": push.author, "tip": push.tip, "mode": push.mode,
        "day": stored(push.day), "state": push.state, "work": push.work, "cursor": push.cursor, "rev": push.rev,
        "report": push.report, "at": push.at, "next": push.next_at,
    }  # fmt: skip
